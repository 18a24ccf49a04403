// The legend: what is said besides the looks and types themselves.
export default {
  en: {
    title: "Legend", disputed: "Disputed border", hollow: "Hollow: around here, not on this spot",
    several: "Several close together, by type", tag: "In an area: what, and how many",
  },
  uk: {
    title: "Легенда", disputed: "Спірний кордон", hollow: "Порожниста: десь тут, не в цій точці",
    several: "Кілька поруч, за типом", tag: "В області: що і скільки",
  },
  ru: {
    title: "Легенда", disputed: "Спорная граница", hollow: "Полая: где-то здесь, не в этой точке",
    several: "Несколько рядом, по типу", tag: "В области: что и сколько",
  },
};

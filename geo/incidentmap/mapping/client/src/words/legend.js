// The legend: what is said besides the looks and types themselves.
export default {
  en: {
    title: "Legend", disputed: "Disputed border", hollow: "Hollow: around here, not on this spot",
    several: "Several close together, by type", tag: "In an area: what, and how many",
    un: "Borders by ISO codes, as most members of the United Nations see them.", naturalearth: "Borders as Natural Earth draws them: by who holds the land.",
    seenBy: "Borders as {country} sees them.", ru: "Russia", rs: "Serbia", ma: "Morocco", cn: "China",
  },
  uk: {
    title: "Легенда", disputed: "Спірний кордон", hollow: "Порожня позначка: десь тут, не в цій точці",
    several: "Кілька поруч, за типами", tag: "На території: що і скільки",
    un: "Кордони за кодами ISO: так їх бачить більшість членів ООН.", naturalearth: "Кордони, як їх креслить Natural Earth: за тим, хто утримує землю.",
    seenBy: "Кордони, якими їх бачить {country}.", ru: "Росія", rs: "Сербія", ma: "Марокко", cn: "Китай",
  },
  ru: {
    title: "Легенда", disputed: "Спорная граница", hollow: "Пустая метка: где-то здесь, не в этой точке",
    several: "Несколько рядом, по типам", tag: "На территории: что и сколько",
    un: "Границы по кодам ISO: так их видит большинство членов ООН.", naturalearth: "Границы, как их чертит Natural Earth: по тому, кто удерживает землю.",
    seenBy: "Границы, какими их видит {country}.", ru: "Россия", rs: "Сербия", ma: "Марокко", cn: "Китай",
  },
};

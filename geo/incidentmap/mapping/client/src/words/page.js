// The frame of the page: header, menus, what it says of itself.
export default {
  en: {
    language: "Language", filters: "Filters", light: "Light colours", dark: "Dark colours",
    unverified: "As reported; not verified.", credit: "© GeoNames CC BY 4.0, Natural Earth, sources in each record.",
    tiles: "The online map, when you switch it on, asks its server for pictures of what you look at.",
  },
  uk: {
    language: "Мова", filters: "Фільтри", light: "Світлі кольори", dark: "Темні кольори",
    unverified: "Зі слів джерел; не перевірено.", credit: "© GeoNames CC BY 4.0, Natural Earth; джерела вказано в кожному записі.",
    tiles: "Якщо ввімкнути онлайн-мапу, вона запитує у свого сервера зображення того, на що ви дивитеся.",
  },
  ru: {
    language: "Язык", filters: "Фильтры", light: "Светлые цвета", dark: "Тёмные цвета",
    unverified: "Со слов источников; не проверено.", credit: "© GeoNames CC BY 4.0, Natural Earth; источники указаны в каждой записи.",
    tiles: "Если включить онлайн-карту, она запрашивает у своего сервера изображения того, на что вы смотрите.",
  },
};

// The frame of the page: header, menus, what it says of itself.
export default {
  en: {
    language: "Language", filters: "Filters", light: "Light colours", dark: "Dark colours",
    unverified: "As reported; not verified.", credit: "© GeoNames CC BY 4.0, Natural Earth, sources in each record.",
    tiles: "When you switch it on, the online map asks its server for pictures of the area in view.",
  },
  uk: {
    language: "Мова", filters: "Фільтри", light: "Світлі кольори", dark: "Темні кольори",
    unverified: "Зі слів джерел; не перевірено.", credit: "© GeoNames CC BY 4.0, Natural Earth; джерела вказано в кожному записі.",
    tiles: "Якщо ввімкнути онлайн-карту, вона запитує у свого сервера зображення ділянки, яку видно.",
  },
  ru: {
    language: "Язык", filters: "Фильтры", light: "Светлые цвета", dark: "Тёмные цвета",
    unverified: "Со слов источников; не проверено.", credit: "© GeoNames CC BY 4.0, Natural Earth; источники указаны в каждой записи.",
    tiles: "Если включить онлайн-карту, она запрашивает у своего сервера изображения участка, который виден.",
  },
};

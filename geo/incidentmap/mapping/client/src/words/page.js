// The frame of the page: header, menus, what it says of itself.
export default {
  en: { language: "Language", filters: "Filters", light: "Light colours", dark: "Dark colours" },
  uk: { language: "Мова", filters: "Фільтри", light: "Світлі кольори", dark: "Темні кольори" },
  ru: { language: "Язык", filters: "Фильтры", light: "Светлые цвета", dark: "Тёмные цвета" },
};

// Pages that ask their server.
export default {
  en: {
    loading: "Loading…", again: "Try again",
    lost: "The server cannot be reached. What you see may be out of date.",
    refused: "The incidents could not be loaded. The server answered {status}.",
  },
  uk: {
    loading: "Завантаження…", again: "Спробувати ще раз",
    lost: "Сервер недоступний. Те, що ви бачите, може бути застарілим.",
    refused: "Не вдалося завантажити інциденти. Відповідь сервера: {status}.",
  },
  ru: {
    loading: "Загрузка…", again: "Попробовать ещё раз",
    lost: "Сервер недоступен. То, что вы видите, может быть устаревшим.",
    refused: "Не удалось загрузить инциденты. Ответ сервера: {status}.",
  },
};

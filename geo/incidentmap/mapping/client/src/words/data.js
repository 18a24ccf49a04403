// The data of a page: when they are not all there, or cannot be read.
export default {
  en: {
    title: "The map cannot be shown",
    incomplete: "This file is incomplete: a part of it is missing, so none of its incidents are shown. Copy or download it again, or ask whoever sent it to send it once more.",
    old: "This browser is too old to unpack the incidents in this file. Open it in a newer one: Chrome or Edge 80, Firefox 113, Safari 16.4, or later.",
    other: "These incidents were written by another version of incidentmap. Make the map anew with one version.",
  },
  uk: {
    title: "Карту неможливо показати",
    incomplete: "Цей файл неповний: частини бракує, тому жодного інциденту не показано. Скопіюйте чи завантажте його ще раз або попросіть надіслати його знову.",
    old: "Цей браузер застарий, щоб розпакувати інциденти з цього файлу. Відкрийте його в новішому: Chrome чи Edge 80, Firefox 113, Safari 16.4 або новішому.",
    other: "Ці інциденти записала інша версія incidentmap. Створіть карту заново однією версією.",
  },
  ru: {
    title: "Карту нельзя показать",
    incomplete: "Этот файл неполон: части не хватает, поэтому ни один инцидент не показан. Скопируйте или скачайте его ещё раз либо попросите прислать его снова.",
    old: "Этот браузер слишком стар, чтобы распаковать инциденты из этого файла. Откройте его в более новом: Chrome или Edge 80, Firefox 113, Safari 16.4 или новее.",
    other: "Эти инциденты записаны другой версией incidentmap. Создайте карту заново одной версией.",
  },
};

// The data of a page: when they are not all there, or cannot be read.
export default {
  en: {
    title: "The map cannot be shown",
    incomplete: "This file is incomplete: a part of it is missing, so none of its incidents are shown. Copy or download it again, or ask whoever sent it to send it once more.",
    old: "This browser is too old to unpack the incidents in this file. Open it in a newer one: Chrome or Edge 80, Firefox 113, Safari 16.4, or later.",
    other: "These incidents were written by another version of incidentmap. Make the map again with one version of it.",
  },
  uk: {
    title: "Карту неможливо показати",
    incomplete: "Цей файл неповний: частини бракує, тому жодного інциденту не показано. Скопіюйте чи завантажте його ще раз або попросіть надіслати знову.",
    old: "Цей браузер надто старий, щоб розпакувати інциденти з файлу. Відкрийте файл в новішому: Chrome чи Edge 80, Firefox 113, Safari 16.4 або новішому.",
    other: "Ці інциденти записано іншою версією incidentmap. Створіть карту заново, усе однією версією.",
  },
  ru: {
    title: "Карту нельзя показать",
    incomplete: "Этот файл неполон: части не хватает, поэтому ни один инцидент не показан. Скопируйте или скачайте его ещё раз либо попросите прислать снова.",
    old: "Этот браузер слишком стар, чтобы распаковать инциденты из файла. Откройте файл в более новом: Chrome или Edge 80, Firefox 113, Safari 16.4 или новее.",
    other: "Эти инциденты записаны другой версией incidentmap. Создайте карту заново, всё одной версией.",
  },
};

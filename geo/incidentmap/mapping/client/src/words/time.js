// Time: days, spans, the histogram.
export default {
  en: { unknown: "Date unknown", until: "Until {day}", from: "From {day}" },
  uk: { unknown: "Дата невідома", until: "До {day}", from: "Від {day}" },
  ru: { unknown: "Дата неизвестна", until: "До {day}", from: "С {day}" },
};

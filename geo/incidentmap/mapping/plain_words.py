"""The words of the page for readers whose browser runs no script, in the page's three languages."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "unverified": "As reported; not verified.",
        "owed": "© GeoNames CC BY 4.0, Natural Earth, sources in each record.",
        "about": "This page is a map of reported incidents. JavaScript draws it, and is switched off "
        "here; the same incidents are listed below.",
        "count": "Incidents: {count}; not placed: {unplaced}.",
        "part": "The newest {shown} of {count} are listed. Switch JavaScript on to see all of them, or ask whoever "
        "sent the page for the file of the incidents.",
        "asks": "With JavaScript on, the page asks only the server it came from.",
        "needs": "With JavaScript on, the page still needs nothing from the network.",
        "made": "Made on {day} with incidentmap {version}. Manifest: {manifest}",
        "none": "There are no incidents.",
        "when": "When", "what": "What", "where": "Where", "sure": "How sure", "killed": "Killed",
        "summary": "Report", "sources": "Sources", "unknown": "unknown", "unplaced": "Not placed",
        "until": "until {day}", "from": "from {day}", "atleast": "at least {n}", "atmost": "at most {n}",
        "exact": "exact spot", "vicinity": "close to a spot", "settlement": "named settlement",
        "near": "near a settlement", "district": "somewhere in a district", "region": "somewhere in a region",
        "area": "a strip or a loose area", "country": "somewhere in a country", "unlocated": "not placed",
    },
    "uk": {
        "unverified": "Зі слів джерел; не перевірено.",
        "owed": "© GeoNames CC BY 4.0, Natural Earth; джерела вказано в кожному записі.",
        "about": "Ця сторінка — карта повідомлень про інциденти. Її малює JavaScript, який тут вимкнено; ті самі "
        "інциденти наведено в таблиці.",
        "count": "Інцидентів: {count}; без місця: {unplaced}.",
        "part": "Наведено {shown} найновіших із {count}. Щоб побачити всі, увімкніть JavaScript або попросіть файл "
        "з інцидентами в того, хто надіслав сторінку.",
        "asks": "З увімкненим JavaScript сторінка звертається лише до сервера, з якого її отримано.",
        "needs": "І з увімкненим JavaScript сторінці не потрібна мережа.",
        "made": "Створено {day} за допомогою incidentmap {version}. Маніфест: {manifest}",
        "none": "Інцидентів немає.",
        "when": "Коли", "what": "Що", "where": "Де", "sure": "Наскільки точно", "killed": "Загиблі",
        "summary": "Повідомлення", "sources": "Джерела", "unknown": "невідомо", "unplaced": "Без місця",
        "until": "до {day}", "from": "від {day}", "atleast": "щонайменше {n}", "atmost": "щонайбільше {n}",
        "exact": "точне місце", "vicinity": "поблизу точки", "settlement": "названий населений пункт",
        "near": "поблизу населеного пункту", "district": "десь у районі", "region": "десь в області",
        "area": "смуга або неточна територія", "country": "десь у країні", "unlocated": "без місця",
    },
    "ru": {
        "unverified": "Со слов источников; не проверено.",
        "owed": "© GeoNames CC BY 4.0, Natural Earth; источники указаны в каждой записи.",
        "about": "Эта страница — карта сообщений об инцидентах. Её рисует JavaScript, который здесь выключен; те же "
        "инциденты приведены в таблице.",
        "count": "Инцидентов: {count}; без места: {unplaced}.",
        "part": "Приведены {shown} самых новых из {count}. Чтобы увидеть все, включите JavaScript или попросите файл "
        "с инцидентами у того, кто прислал страницу.",
        "asks": "С включённым JavaScript страница обращается только к серверу, с которого получена.",
        "needs": "И с включённым JavaScript странице не нужна сеть.",
        "made": "Создано {day} с помощью incidentmap {version}. Манифест: {manifest}",
        "none": "Инцидентов нет.",
        "when": "Когда", "what": "Что", "where": "Где", "sure": "Насколько точно", "killed": "Погибшие",
        "summary": "Сообщение", "sources": "Источники", "unknown": "неизвестно", "unplaced": "Без места",
        "until": "до {day}", "from": "с {day}", "atleast": "не менее {n}", "atmost": "не более {n}",
        "exact": "точное место", "vicinity": "вблизи точки", "settlement": "названный населённый пункт",
        "near": "вблизи населённого пункта", "district": "где-то в районе", "region": "где-то в области",
        "area": "полоса или неточная территория", "country": "где-то в стране", "unlocated": "без места",
    },
}  # fmt: skip

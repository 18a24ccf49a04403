"""Names of countries: in a place cell they hold what stands before them, and "south of" one is its south."""

from __future__ import annotations

from typing import Final

_ENGLISH: Final = """afghanistan|albania|algeria|andorra|angola|antigua and barbuda|argentina|armenia|australia|austria
azerbaijan|bahamas|bahrain|bangladesh|barbados|belarus|belgium|belize|benin|bhutan|bolivia|bosnia|bosnia and herzegovina
botswana|brazil|brunei|bulgaria|burkina faso|burma|burundi|cambodia|cameroon|canada|cape verde|central african republic
chad|chile|china|colombia|comoros|congo|republic of congo|republic of the congo|democratic republic of congo
democratic republic of the congo|dr congo|congo-brazzaville|congo-kinshasa|costa rica|croatia|cuba|cyprus|czechia
czech republic|denmark|djibouti|dominica|dominican republic|east timor|ecuador|egypt|el salvador|equatorial guinea
eritrea|estonia|eswatini|ethiopia|fiji|finland|france|gabon|gambia|georgia|germany|ghana|greece|grenada|guatemala
guinea|guinea-bissau|guyana|haiti|honduras|hungary|iceland|india|indonesia|iran|iraq|ireland|israel|italy|ivory coast
côte d'ivoire|cote d'ivoire|jamaica|japan|jordan|kazakhstan|kenya|kiribati|kosovo|kuwait|kyrgyzstan|laos|latvia
lebanon|lesotho|liberia|libya|liechtenstein|lithuania|luxembourg|madagascar|malawi|malaysia|maldives|mali|malta
mauritania|mauritius|mexico|micronesia|moldova|monaco|mongolia|montenegro|morocco|mozambique|myanmar|namibia|nauru
nepal|netherlands|new zealand|nicaragua|niger|nigeria|north korea|north macedonia|northern cyprus|northern ireland
norway|oman|pakistan|palau|palestine
panama|papua new guinea|paraguay|peru|philippines|poland|portugal|qatar|romania|russia|russian federation|rwanda|samoa
saudi arabia|senegal|serbia|seychelles|sierra leone|singapore|slovakia|slovenia|solomon islands|somalia|somaliland
south africa|south korea|south sudan|spain|sri lanka|sudan|suriname|sweden|switzerland|syria|taiwan|tajikistan|tanzania
thailand|timor-leste|togo|tonga|trinidad and tobago|tunisia|turkey|türkiye|turkiye|turkmenistan|uganda|ukraine
united arab emirates|united kingdom|great britain|united states|united states of america|uruguay|uzbekistan|vanuatu
venezuela|vietnam|western sahara|yemen|zambia|zimbabwe"""
#: In the forms that stand alone or after "of" and "in".
_CYRILLIC: Final = """афганистан|афганистана|армения|армении|азербайджан|азербайджана|беларусь|беларуси|белоруссия
белоруссии|грузия|грузии|египет|египта|израиль|израиля|индия|индии|иордания|иордании|ирак|ирака|ираке|иран|иран|ирана
йемен|йемена|йемене|казахстан|казахстана|киргизия|китай|ливан|ливана|ливане|ливия|ливии|мали|молдавия|молдавии|молдова
молдовы|мьянма|мьянмы|нигер|нигера|нигерия|нигерии|пакистан|пакистана|польша|польши|российская федерация
российской федерации|россия|россии|румыния|румынии|сирия|сирии|сомали|судан|судана|судане|сша|таджикистан|турция|турции
узбекистан|украина|украины|украине|чад|эфиопия|эфиопии|афганістан|вірменія|вірменії|білорусь|білорусі|грузії|ємен
ізраїль|ізраїлю|ірак|іраку|іран|ірану|лівія|лівії|ліван|лівану|молдови|нігерія|нігерії|польща|польщі|росія|росії
російська федерація|російської федерації|румунія|румунії|сирія|сирії|сирії|судану|сша|туреччина|туреччини|україна
україни|україні|ефіопія|ефіопії"""
#: Written in capitals; two of them are no country that anyone has agreed on, and hold places all the same.
ABBREVIATIONS: Final = frozenset(
    "U.S. DRC CAR UAE USA UK US USSR DPR LPR DNR LNR KSA ROC PRC PNG ДНР ЛНР РФ США ДРК ЦАР ОАЭ КНР".split()
)
NATIONS: Final = frozenset(
    tuple(name.split()) for text in (_ENGLISH, _CYRILLIC) for name in text.replace("\n", "|").split("|") if name
)
#: Countries whose names hold an "and".
WITH_AND: Final = frozenset(words[0] for words in NATIONS if "and" in words)
LONGEST_NATION: Final = max(map(len, NATIONS))

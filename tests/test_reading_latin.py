"""English place names: what is one, what is none, and which rule said so."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentmap.gazetteer import Gazetteer
from incidentmap.model import Feature
from incidentmap.reading import latin
from incidentmap.reading.mentions import PlaceMention, Role
from incidentmap.reading.text import prepare


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    """Open the bundled gazetteer once."""
    with Gazetteer.open() as opened:
        yield opened


def read(text: str, gazetteer: Gazetteer, blocked: list[tuple[int, int]] | None = None) -> list[PlaceMention]:
    """Read a whole text."""
    made = prepare(text)
    return latin.find(made, range(len(made.sentences)), gazetteer, blocked or [])


def told(text: str, gazetteer: Gazetteer) -> dict[str, str]:
    """Return the spans and roles of a text, the vetoed left out."""
    return {text[m.start : m.end]: str(m.role) for m in read(text, gazetteer) if m.role is not Role.VETOED}


PLACES = [
    # plain names, and several in a list
    ("Shells fell on Kharkiv, Sumy and Izium.", ["Kharkiv", "Sumy", "Izium"]),
    ("Residents of Tottenham, Hornsey and Walthamstow heard it.", ["Tottenham", "Hornsey", "Walthamstow"]),
    ("Smoke rose over Rio de Janeiro.", ["Rio de Janeiro"]),
    ("The ferry left the Isle of Wight.", ["Isle of Wight"]),
    ("Troops left Bosnia and Herzegovina.", ["Bosnia and Herzegovina"]),
    ("A storm crossed Stoke-on-Trent.", ["Stoke-on-Trent"]),
    ("Rebels took Deir ez-Zor.", ["Deir ez-Zor"]),
    ("They shelled al-Bab on Friday.", ["al-Bab"]),
    ("He fled to Côte d'Ivoire.", ["Côte d'Ivoire"]),
    # possessives and compounds
    ("Russia's army and Turkey’s fleet left.", ["Russia", "Turkey"]),
    ("A Canada-wide warrant was issued.", ["Canada"]),
    ("A Texas-based firm paid.", ["Texas"]),
    ("Talks on Russia-Turkey trade failed.", ["Russia", "Turkey"]),
    ("The U.S.-led coalition struck.", ["U.S."]),
    # abbreviations
    ("He was jailed in Lexington, Ky., on Monday.", ["Lexington", "Ky."]),
    ("Snow fell in B.C. and in Alberta.", ["B.C.", "Alberta"]),
    ("A crash near Brandon, Man., killed two.", ["Brandon", "Man."]),
    ("The UK and the US agreed with the UAE.", ["UK", "US", "UAE"]),
    ("He lives in Portland, ME now.", ["Portland", "ME"]),
    # containers
    ("The barn in Metheringby, Ohio burned.", ["Metheringby", "Ohio"]),
    ("She moved from Paris, Texas to Paris, France.", ["Paris", "Texas", "Paris", "France"]),
    # names that say their kind
    ("Deputies of Quimby County came.", ["Quimby County"]),
    ("The car hit a tree on Old Fennel Road.", ["Old Fennel Road"]),
    ("A body was found in Black Fork River.", ["Black Fork River"]),
    ("She was taken to St. Brendan's Hospital.", ["St. Brendan's Hospital"]),
    ("He climbed Mount Kenya and saw Lake Turkana.", ["Mount Kenya", "Lake Turkana"]),
    ("The region was Belgorod Oblast.", ["Belgorod Oblast"]),
    ("Belgorod region was hit.", ["Belgorod"]),
    ("Black Hawk County was flooded.", ["Black Hawk County"]),
    # parts of the world
    ("Prices rose in Asia, Europe and the Middle East.", ["Asia", "Europe", "Middle East"]),
    ("Fires spread in Southern California.", ["Southern California"]),
    ("He is from Scotland and she from Northern Ireland.", ["Scotland", "Northern Ireland"]),
    # directions that are part of the name
    ("A fight broke out in North London.", ["North London"]),
    # unknown to the gazetteer, but the words leave no doubt
    ("Shells hit the village of Zarvynska near Kupiansk.", ["Zarvynska", "Kupiansk"]),
    ("The villages of Qorbat and Zilfana were besieged.", ["Qorbat", "Zilfana"]),
    ("Fighting was reported near Vlkovoshche.", ["Vlkovoshche"]),
    # datelines and headings
    ("KYIV (Reuters) - Missiles fell.", ["KYIV"]),
    ("EDMONTON - Police found him.", ["EDMONTON"]),
    ("BEIRUT — Rockets were fired.", ["BEIRUT"]),
    ("TOLEDO, Ohio (AP) — A house burned.", ["TOLEDO", "Ohio"]),
    ("MAN SHOT DEAD IN CHICAGO", ["CHICAGO"]),
    ("Three Hurt In Blast Near Kramatorsk", ["Kramatorsk"]),
    # a common word with a capital letter, where the words around it speak for it
    ("The march ended in Independence, Missouri.", ["Independence", "Missouri"]),
    ("Families were evacuated from the town of Hope.", ["Hope"]),
    # other languages
    ("Le ministre est arrivé à Marseille hier.", ["Marseille"]),
    ("Die Polizei in München sucht Zeugen.", ["München"]),
    ("Policja w Krakowie i Warszawa.", ["Warszawa"]),
    # villages of the border
    ("Drones hit Terebreno near the border and Tyotkino in Kursk region.", ["Terebreno", "Tyotkino", "Kursk"]),
]


@pytest.mark.parametrize(("text", "names"), PLACES, ids=[p[0][:40] for p in PLACES])
def test_finds_names(text: str, names: list[str], gazetteer: Gazetteer) -> None:
    found = [text[m.start : m.end] for m in read(text, gazetteer) if m.role is not Role.VETOED]
    assert found == names


NONE = [
    # persons
    "Paris Hilton sang.",
    "Jack London wrote it.",
    "George Washington slept here.",
    "Mr. Jordan said no.",
    "Sgt. Houston was hurt.",
    "J. Lincoln and P. Sydney came.",
    "Ludwig van Berlin played.",
    "Virginia Woolmark won.",
    # teams, papers, companies, units
    "The Edmonton Oilers won.",
    "The Toronto Star wrote so.",
    "Dallas Cowboys fans cheered.",
    "He flew with Singapore Airlines.",
    "Real Madrid lost.",
    "The Kharkiv Brigade advanced.",
    "The Siberian Battalion and the Russian Volunteer Corps crossed.",
    # words
    "Of these, Most were Man and Police.",
    "Reading is fun. We were reading.",
    "Hope fades. They hope.",
    "In March and in May it rained.",
    "Nice people wore nice shoes.",
    "Union leaders and Liberty advocates spoke.",
    # peoples and languages
    "The Russians and the Turks came.",
    "He shouted in Turkish.",
    "She speaks French and German.",
    "African-American voters queued.",
    # codes
    "NATO and the EU spoke to the WHO and ATF.",
    "Dr. Ken Sen. and M.D. W. came.",
]


@pytest.mark.parametrize("text", NONE)
def test_finds_nothing_in(text: str, gazetteer: Gazetteer) -> None:
    assert told(text, gazetteer) == {}


ROLES = [
    ("Syrian troops and Russian jets came.", {"Syrian": "demonym", "Russian": "demonym"}),
    ("The South African president left.", {"South African": "demonym"}),
    ("European leaders met.", {"European": "demonym"}),
    ("Russian and Syrian forces advanced.", {"Russian": "demonym", "Syrian": "demonym"}),
    ("Anti-American protests spread.", {"American": "demonym"}),
    ("Turkish-Russian relations cooled.", {"Turkish": "demonym", "Russian": "demonym"}),
    ("Several Turkish TV channels closed.", {"Turkish": "demonym"}),
    ("Moscow denied it.", {"Moscow": "metonym"}),
    ("Kyiv's government resigned.", {"Kyiv": "metonym"}),
    ("Kentucky State Police came.", {"Kentucky": "metonym"}),
    ("She studied at the University of Calgary.", {"Calgary": "metonym"}),
    ("Ankara Mayor Melih spoke.", {"Ankara": "metonym"}),
    ("Red Deer Skating Association met.", {"Red Deer": "metonym"}),
    ("Police in Odesa said so.", {"Odesa": "place"}),
    ("Protesters stood outside the White House.", {"White House": "place"}),
]


@pytest.mark.parametrize(("text", "roles"), ROLES, ids=[r[0][:40] for r in ROLES])
def test_tells_what_a_name_does(text: str, roles: dict[str, str], gazetteer: Gazetteer) -> None:
    assert told(text, gazetteer) == roles


#: Names that no gazetteer has, and small towns, where the words around say that they are places: many wars.
TOLD = [
    ("Troops closed the road to Kfarzabad after a gunfight.", ["Kfarzabad"]),
    ("Soldiers patrolled the Hayy al-Tannak quarter of Tripoli.", ["Hayy al-Tannak", "Tripoli"]),
    ("Rebels captured Khan al-Subul on Friday, a monitor said.", ["Khan al-Subul"]),
    ("Government jets bombed Kafr Zaytun and Idlib overnight.", ["Kafr Zaytun", "Idlib"]),
    ("Mortar fire killed three people in Tell Rumayl, a rescue worker said.", ["Tell Rumayl"]),
    ("Islamic State fighters attacked an army checkpoint in Qarah Tawil, south of Kirkuk.", ["Qarah Tawil", "Kirkuk"]),
    ("The rebels hold the highway between Saraqib and Tell Mardikhan.", ["Saraqib", "Tell Mardikhan"]),
    ("Coalition aircraft hit depots in Hudaydeh and Taiz, residents said.", ["Hudaydeh", "Taiz"]),
    ("Houthi gunmen stormed Bayt al-Jabr at dawn.", ["Bayt al-Jabr"]),
    ("Shells landed on a wedding in Wadi Sabra, 20 km from Saada.", ["Wadi Sabra", "Saada"]),
    ("Paramilitaries shelled the Zam-Zam camp for displaced people near El Fasher.", ["Zam-Zam", "El Fasher"]),
    ("Fighters looted the market of Umm Harazat before they left.", ["Umm Harazat"]),
    ("The raiders burned houses in Goz Beyda al-Sharq and shot at people who fled.", ["Goz Beyda al-Sharq"]),
    ("At least nine soldiers died in an ambush between Gao and Tin-Hamza.", ["Gao", "Tin-Hamza"]),
    ("Gunmen on motorcycles attacked Boulkaré and three hamlets.", ["Boulkaré"]),
    ("The convoy was attacked 15 km from Tessalkit.", ["Tessalkit"]),
    ("Jihadists besieged Farabougouni for six months.", ["Farabougouni"]),
    ("The army retook Ndelékaya after heavy fighting.", ["Ndelékaya"]),
    ("Al-Shabab fighters overran a base in Buulo Gaduudo on Tuesday.", ["Buulo Gaduudo"]),
    ("Soldiers killed 20 people in Debre Qal, witnesses said.", ["Debre Qal"]),
    ("M23 rebels seized Rutshengo and pushed towards Sakembe.", ["Rutshengo", "Sakembe"]),
    ("Insurgents beheaded four farmers in Nangadevo, in northern Mozambique.", ["Nangadevo", "Mozambique"]),
    ("Militiamen stormed the Kibumbiro displacement camp and killed eight people.", ["Kibumbiro"]),
    ("Bandits abducted 30 pupils from a school in Kurigadan.", ["Kurigadan"]),
    ("Gang members set fire to houses in Petite-Rivière-du-Nord.", ["Petite-Rivière-du-Nord"]),
    ("The gang controls the road from Port-au-Prince to Mirebalot.", ["Port-au-Prince", "Mirebalot"]),
    ("ELN guerrillas blew up a police station in San Bernardo del Filo.", ["San Bernardo del Filo"]),
    ("Gunmen killed five men at a bar in Tierra Morada, prosecutors said.", ["Tierra Morada"]),
    ("Air strikes destroyed a monastery in Letyetkon and killed 11 people.", ["Letyetkon"]),
    ("The Arakan Army captured Myebonn, Minbyaw and Sittwe.", ["Myebonn", "Minbyaw", "Sittwe"]),
    ("Clashes broke out in Datu Salibong between soldiers and rebels.", ["Datu Salibong"]),
    ("A suicide bomber struck a mosque in Pir Mahal Kot, killing 14.", ["Pir Mahal Kot"]),
    ("Militants attacked the police post at Shinkai Darra before dawn.", ["Shinkai Darra"]),
    ("Israeli troops raided the Ein al-Zaytoun camp and arrested 12 people.", ["Ein al-Zaytoun"]),
    ("Tank fire hit tents in Mawasi al-Bahr, medics said.", ["Mawasi al-Bahr"]),
    ("Settlers torched cars in Khirbet Sawwana near Ramallah.", ["Khirbet Sawwana", "Ramallah"]),
    ("Artillery struck Taghavardik and Martuni on Sunday.", ["Taghavardik", "Martuni"]),
    ("Serb gunners shelled Zlatovo Brdo through the night.", ["Zlatovo Brdo"]),
    ("explosions reported in Zaporizhya, stay in shelters", ["Zaporizhya"]),
    ("Kupyanskk under artillery fire since morning", ["Kupyanskk"]),
    ("BREAKING: missile hit Pavlogrd, two wounded", ["Pavlogrd"]),
    ("Russian forces entered Novobakhmutivske and left Ocheretynne.", ["Novobakhmutivske", "Ocheretynne"]),
    ("Drones attacked an oil depot in Proletarskaya Balka, the governor said.", ["Proletarskaya Balka"]),
    ("Residents were evacuated from Krasnoye-na-Donu after the shelling.", ["Krasnoye-na-Donu"]),
    ("Tigers ambushed a patrol on the road from Vavuniyakulam to Mannar.", ["Vavuniyakulam", "Mannar"]),
    ("Militias fought for the Wershefana district of Tripoli.", ["Wershefana", "Tripoli"]),
    ("Shelling was heard around Bir Dufen al-Gharbi.", ["Bir Dufen al-Gharbi"]),
    ("The siege of Bani Walidiya lasted two weeks.", ["Bani Walidiya"]),
    ("Fighting went on for the Sheikh Suleimaniya crossing.", ["Sheikh Suleimaniya"]),
    ("Troops advanced on Tell Shaghir from Aleppo, Hama and Morekh.", ["Tell Shaghir", "Aleppo", "Hama", "Morekh"]),
    ("Two farmers were shot dead near Oumalokta, a local chief told AFP.", ["Oumalokta"]),
    ("The junta's jets bombed Kyaukhpyar for a third day.", ["Kyaukhpyar"]),
    ("A roadside bomb killed four policemen in Mandozayi on Wednesday.", ["Mandozayi"]),
    (
        "Fighters of the Allied Democratic Forces burned 40 houses in Mabisiyo, a civil society leader said.",
        ["Mabisiyo"],
    ),
    ("Residents of Kasandjila fled into the bush.", ["Kasandjila"]),
    ("The insurgents have held Mocimbwe da Barra since August.", ["Mocimbwe da Barra"]),
    ("A drone strike hit a market in Tora Togalé, killing at least 30.", ["Tora Togalé"]),
    ("Government forces withdrew from Al-Jabalayn al-Gharbi after three days of clashes.", ["Al-Jabalayn al-Gharbi"]),
    (
        "Heavy fighting broke out in the Haj Yusuf neighbourhood and around Burri al-Sharif.",
        ["Haj Yusuf", "Burri al-Sharif"],
    ),
    ("Rockets fired from Kfar Hamoun landed near Kiryat Shalvona.", ["Kfar Hamoun", "Kiryat Shalvona"]),
    ("Army shelling of Deir Sharqiyeh wounded six children.", ["Deir Sharqiyeh"]),
    ("Cartel gunmen attacked Aguazarca and Apatzingan on Saturday.", ["Aguazarca", "Apatzingan"]),
    ("The bodies were found on the road from Tibú to La Gabarrita.", ["Tibú", "La Gabarrita"]),
    ("Guerrillas ambushed soldiers 8 km south of Puerto Leguízimo.", ["Puerto Leguízimo"]),
    ("Azerbaijani troops entered Khnapatsakh and raised a flag.", ["Khnapatsakh"]),
    ("Police fired tear gas at protesters in Mzuzuland and Blantyre.", ["Mzuzuland", "Blantyre"]),
    ("Russian aircraft dropped glide bombs on Kostyantinivske and Lyman.", ["Kostyantinivske", "Lyman"]),
    ("Chervonopopivka came under mortar fire twice.", ["Chervonopopivka"]),
    ("Loud explosions in Dnipr, air raid alert goes on", ["Dnipr"]),
    ("Militants beheaded two men in the village of Nkonga Bay.", ["Nkonga Bay"]),
    ("Serb paramilitaries besieged Gorazhdeva until spring.", ["Gorazhdeva"]),
    ("Between Dogofri-Ba and Niono the army set up roadblocks.", ["Dogofri-Ba", "Niono"]),
    ("Communal violence spread through Churachandpore and Imphal.", ["Churachandpore", "Imphal"]),
    ("Maoists blew up a bridge at Dantewarapur, police said.", ["Dantewarapur"]),
    ("At least 14 migrants died when a shell struck a detention centre in Tajoura al-Bahriya.", ["Tajoura al-Bahriya"]),
    ("Houthi forces took Harib al-Quds, Marib and Al Jubah.", ["Harib al-Quds", "Marib", "Al Jubah"]),
    ("The rebels seized Minova-Sud without a fight.", ["Minova-Sud"]),
    ("Air strikes on Saqlawiyeh killed 22 people.", ["Saqlawiyeh"]),
    ("Armed men raided Kwara-Tsau at night and stole cattle.", ["Kwara-Tsau"]),
    ("The offensive reached Shushikend, the last town before Stepanakert.", ["Shushikend", "Stepanakert"]),
    ("Clashes continued in Avdiyivka-Sloboda, Marinka and Vuhledar.", ["Avdiyivka-Sloboda", "Marinka", "Vuhledar"]),
    ("Tanks rolled into Omarchevo at noon.", ["Omarchevo"]),
    ("Gunmen opened fire on worshippers at a mosque in Unguwar Mantawu.", ["Unguwar Mantawu"]),
    ("Thousands were evacuated from Kibati-Nord after the M23 shelled it.", ["Kibati-Nord"]),
    ("The army recaptured Ampara Kulam in 1997.", ["Ampara Kulam"]),
    ("Army helicopters strafed Balidjouna on Sunday, killing a shepherd.", ["Balidjouna"]),
    ("A mortar bomb exploded in the Souk Tlata quarter of Benghazi.", ["Souk Tlata", "Benghazi"]),
    ("The militia pulled out of Kanyabayo after talks.", ["Kanyabayo"]),
    ("Cross-border shelling damaged 12 houses in Nowshera Khas.", ["Nowshera Khas"]),
    ("The group said it had shot down a drone over Wadi Hajr.", ["Wadi Hajr"]),
    ("Two soldiers were wounded by a mine outside Petropavlivske.", ["Petropavlivske"]),
    ("Villagers fled from Chitolo to Macomia.", ["Chitolo", "Macomia"]),
    ("Gunmen killed a councillor in San Miguel Totolmaloya.", ["San Miguel Totolmaloya"]),
    ("The hospital in Kutumba was looted by paramilitaries.", ["Kutumba"]),
    ("Shelling from Syria hit Ceylanbaşı, a town on the Turkish border.", ["Syria", "Ceylanbaşı"]),
    ("Government soldiers retreated to Minembweni.", ["Minembweni"]),
    ("Residents of Khiyam al-Gharbi buried four people on Monday.", ["Khiyam al-Gharbi"]),
    ("A convoy of aid was looted near Um Dafuqqa.", ["Um Dafuqqa"]),
    ("Drone hits bus in Nikopoll, 3 wounded", ["Nikopoll"]),
    ("Separatists opened fire on a checkpoint at Debaltseveve.", ["Debaltseveve"]),
    ("The insurgents overran Gudumbali and held it for a day.", ["Gudumbali"]),
    ("Ethnic clashes in Kalobeyeni left nine dead.", ["Kalobeyeni"]),
]


@pytest.mark.parametrize(("text", "names"), TOLD, ids=[t[0][:40] for t in TOLD])
def test_takes_unknown_names_for_places_where_the_words_say_so(
    text: str, names: list[str], gazetteer: Gazetteer
) -> None:
    found = [text[m.start : m.end] for m in read(text, gazetteer) if m.role in (Role.PLACE, Role.METONYM)]
    assert found == names


#: Persons, firms, weapons, peoples and papers that stand where an unknown place might.
UNTOLD = [
    "Protesters stormed Congress and troops cleared it.",
    "The union struck Boeing for seven weeks.",
    "Police captured Guzmandez on Friday.",
    "Rebels killed Massoudi and captured Rahmanov alive.",
    "The shelling was reported on Facebook and Telegram.",
    "The army spokesman told Reuters that shelling had hit a school.",
    "The attack hit Boeing and Lockheed hard.",
    "He lost faith in Zelenskiy after the shelling.",
    "Voters confronted with the war believe in Trumpism.",
    "The troops were trained in Javelins and fired them.",
    "The missile struck Admiral Kuznetsovich on deck.",
    "Investors left Gazpromneft and Rosneftegaz after the attack.",
    "The soldiers were armed with Kalashnikovs and fired at Zhurov.",
    "The bomb wounded Wickremanayake and four guards.",
    "Fighters attacked Karzaidi during his speech.",
    "Hackers targeted Microsoft and Sberbank after the invasion.",
    "The rebels left Farcnet and joined the talks.",
    "Drones such as Shaheds and Lancets struck the plant.",
    "The army used Bayraktars in the attack.",
    "The general was succeeded by Petrovsky after the retreat.",
    "A spokesman for Unrwa said that the camp was hit.",
    "Shells killed a nurse of Medair, and the UN spoke of a crime.",
    "The war was discussed in Parliament and in Cabinet.",
    "Soldiers fired Katyushas from Toyotas.",
    "The attackers shouted slogans in Tamazight.",
    "Relatives identified the dead soldier as Mukhtarov.",
    "She struck Yevgenovich in the face.",
    "The mob attacked Abdulrahmanov, a local journalist.",
    "Police seized Bitcoin and guns in the raid.",
    "Rebels took Kaleshis and rockets from the dead soldiers.",
    "The commander, in Kadyrovich's words, fled the battle.",
    "A court in the war crimes case heard from Mladenovich.",
    "He died in Januar of wounds.",
    "He entered Hezbollahi ranks after the bombing.",
    "The battle between Wagnerites and Akhmatovtsy went on.",
    "The minister attacked Petrakis over the shelling of civilians.",
    "Troops loyal to Hamdanov left after the battle.",
    "The rebels, led by Tshilumbayi, refused to talk.",
    "A missile built by Raytheonix hit its target.",
    "The army bought drones from Baykartech.",
    "Soldiers of the Wagnerov group fought in the east.",
    "Prices hit Walmartex and Targetix after the attack.",
    "The gunman, named as Lindqvistson, was shot dead.",
    "Army chief Burhanov met Hemedtiyev after the clashes.",
    "Rebels shot Ndayishimirwe in the leg.",
    "She worked for Medecinsan during the siege.",
    "He was treated with Novichokin after the attack.",
    "The jets fired Stormshadowz at a bridge.",
    "They fought under Mladichko for two years.",
    "A general of the rebels, Kabarebwe, said that the fighting was over.",
    "The film Siegebreaker tells of the battle.",
    "The soldiers marched with Tuareggi flags.",
    "The strike hit Lufthansair and Ryanairo on Friday.",
    "In Shakespearean style the general announced the attack.",
    "He wrote in Guardianweek that the shelling must end.",
    "The bomb went off during Ashuraya prayers.",
    "Police arrested Barroseda after the raid on a bank.",
    "Militants targeted Ahmadiyyas and Yazidhis.",
    "The Houthis seized Galaxyleader and its crew.",
    "Fighters captured Lt. Brenkov and two others.",
    "The blast killed Soleymaniyan and Muhandisi.",
    "The militia took Bradleys and Humvees from the base.",
    "According to Amnestyo, troops burned houses.",
    "Protesters marched on Parliament after the attack on Navalniev.",
    "The rocket, a Qassamiya, fell in a field.",
    "He joined Boko Haramiya in 2012 and fought for years.",
    "Troops cheered Wickremesingha in the camp.",
    "Talks with Hamasiya and Fatahiya failed after the raid.",
    "Troops backed by Hemedkhan advanced.",
    "The soldier, Pvt. Oyelaranke, died in the attack.",
    "The attack was claimed by Ansarullahi.",
    "Rebels attacked Zagawans and drove off their cattle.",
    "Jets fired Hellfirez missiles at a car.",
    "The gang leader known as Izoyan was killed in the raid.",
    "Rebel chief Makengue denied that his troops had attacked.",
    "He told Jeuneafrique that the army had fled.",
    "Reporters for Kavkazuzel heard shots.",
    "The army's operation, Toofaniyah, lasted two weeks.",
    "Fighters loyal to Dbeibahi clashed with police.",
    "The company left Rusneftex after the invasion.",
    "She said in Amharique that soldiers shot her son.",
    "The army struck Toyotax pick-ups with drones.",
    "Police said Okonjewele was shot by gunmen.",
    "Soldiers in Kevlarix vests fired tear gas.",
    "The rebels took Selenkov hostage on Friday.",
    "The bomber hit Zawahirik with a knife, the army said.",
]


@pytest.mark.parametrize("text", UNTOLD, ids=[t[:40] for t in UNTOLD])
def test_takes_no_person_or_firm_for_an_unknown_place(text: str, gazetteer: Gazetteer) -> None:
    assert [m.rule for m in read(text, gazetteer) if m.role is Role.PLACE] == []


GOVERNMENTS = [
    ("Moscow gives another account of the strike.", {"Moscow": "metonym"}),
    ("Diplomats spoke of opposition to the Kremlin.", {"Kremlin": "metonym"}),
    ("Moscow's answer was silence.", {"Moscow": "metonym"}),
    ("Bamako has not commented.", {"Bamako": "metonym"}),
    ("Moscow was hit by drones.", {"Moscow": "place"}),
    ("In Tehran's view the raid was planned abroad.", {"Tehran": "metonym"}),
    ("Khartoum did not respond to a request for comment.", {"Khartoum": "metonym"}),
    ("Ankara remained silent about the raid.", {"Ankara": "metonym"}),
    ("Kigali backs the rebels, experts say.", {"Kigali": "metonym"}),
    ("Addis Ababa has yet to comment.", {"Addis Ababa": "metonym"}),
    ("Damascus insists that no troops died.", {"Damascus": "metonym"}),
    ("According to Kyiv, the ship sank.", {"Kyiv": "metonym"}),
    ("Pressure on Belgrade grew.", {"Belgrade": "metonym"}),
    ("Washington's reply came late.", {"Washington": "metonym"}),
    ("Baku put the dead at nine.", {"Baku": "metonym"}),
    ("The rebels are backed by Kigali.", {"Kigali": "metonym"}),
    ("Relations with Tehran cooled.", {"Tehran": "metonym"}),
    ("Islamabad summoned the envoy.", {"Islamabad": "metonym"}),
    ("Moscow's streets were empty.", {"Moscow": "place"}),
    ("Aleppo was shelled.", {"Aleppo": "place"}),
    ("Baghdad woke to explosions.", {"Baghdad": "place"}),
    ("Shells hit Kyiv and Kharkiv.", {"Kyiv": "place", "Kharkiv": "place"}),
    ("Kyiv's airport was closed.", {"Kyiv": "place"}),
    ("Beirut gave no details.", {"Beirut": "metonym"}),
    ("The junta in Bamako has not commented.", {"Bamako": "place"}),
    ("Trains to Moscow were late.", {"Moscow": "place"}),
    ("Drones flew to Moscow in the night.", {"Moscow": "place"}),
    ("Asmara rejects the charge.", {"Asmara": "metonym"}),
    ("Tripoli's response was swift.", {"Tripoli": "metonym"}),
    ("Juba did not react.", {"Juba": "metonym"}),
    ("Yerevan puts the number of dead at 49.", {"Yerevan": "metonym"}),
    ("Delhi blamed Islamabad for the attack.", {"Delhi": "metonym", "Islamabad": "metonym"}),
    ("Talks between Addis Ababa and Asmara stalled.", {"Addis Ababa": "metonym", "Asmara": "metonym"}),
    ("The Kremlin has not answered.", {"Kremlin": "metonym"}),
    ("Critics of the Kremlin fled.", {"Kremlin": "metonym"}),
    ("Damascus was quiet on Sunday.", {"Damascus": "place"}),
    ("Kyiv's suburbs were shelled.", {"Kyiv": "place"}),
    ("Khartoum remained under siege.", {"Khartoum": "place"}),
    ("Sanaa has been bombed again.", {"Sanaa": "place"}),
    ("Rebels sent drones to Moscow.", {"Moscow": "place"}),
    ("Niamey broke off ties with Paris.", {"Niamey": "metonym", "Paris": "metonym"}),
    ("The road to Bamako is cut.", {"Bamako": "place"}),
    ("Fighting between Goma and Kigali closed the road.", {"Goma": "place", "Kigali": "place"}),
    ("Nairobi urged Mogadishu to talk.", {"Nairobi": "metonym", "Mogadishu": "metonym"}),
    ("Kigali's denials were met with scorn.", {"Kigali": "metonym"}),
    ("Caracas dismissed the report.", {"Caracas": "metonym"}),
    ("Islamabad has long denied arming the rebels.", {"Islamabad": "metonym"}),
    ("Kabul fell on 15 August.", {"Kabul": "place"}),
    ("Juba burned for three days.", {"Juba": "place"}),
    ("Troops loyal to Khartoum withdrew.", {"Khartoum": "metonym"}),
    ("A bomb in Islamabad killed two.", {"Islamabad": "place"}),
]


@pytest.mark.parametrize(("text", "roles"), GOVERNMENTS, ids=[g[0][:40] for g in GOVERNMENTS])
def test_tells_a_government_from_its_town(text: str, roles: dict[str, str], gazetteer: Gazetteer) -> None:
    assert told(text, gazetteer) == roles


RESPELLED = [
    ("Jets struck a depot in Hodeidah.", "Al Ḩudaydah"),
    ("Explosions were heard in Kharkhiv.", "Kharkiv"),
    ("The army retook Deir Ezzour on Monday.", "Deir ez-Zor"),
    # of no place known, or of small ones far apart
    ("The army retook Zarvynska on Monday.", "Zarvynska"),
    ("Shells fell near Ramrey.", "Ramrey"),
]


@pytest.mark.parametrize(("text", "name"), RESPELLED)
def test_asks_for_an_unknown_name_by_its_other_spelling(text: str, name: str, gazetteer: Gazetteer) -> None:
    (found,) = read(text, gazetteer)
    assert found.toponym.text == name


def test_unknown_names_say_by_which_words_they_were_read(gazetteer: Gazetteer) -> None:
    (found,) = read("Jihadists besieged Farabougouni for six months.", gazetteer)
    assert found.rule == "a name that the gazetteer does not know, after “besieged”"


def test_surname_of_a_person_is_no_place_later(gazetteer: Gazetteer) -> None:
    text = "Mike Hinton lives here. Neighbours like Hinton, who is quiet."
    assert told(text, gazetteer) == {}


def test_person_and_place_of_one_name(gazetteer: Gazetteer) -> None:
    text = "John Durham was shot. Durham fell. It was in Durham, N.C., that he lived."
    found = [m for m in read(text, gazetteer) if m.role is Role.PLACE]
    assert [text[m.start : m.end] for m in found] == ["Durham", "N.C."]
    assert found[0].start == text.rindex("Durham")


def test_name_that_is_sure_once_is_known_again(gazetteer: Gazetteer) -> None:
    text = "A fire broke out in Innisfail. Innisfail has one engine."
    assert [text[m.start : m.end] for m in read(text, gazetteer)] == ["Innisfail", "Innisfail"]


def test_containers_and_abbreviations_are_kept(gazetteer: Gazetteer) -> None:
    london, kentucky = read("He was held in London, Ky., overnight.", gazetteer)
    assert london.toponym.within == ("Kentucky",)
    assert (kentucky.toponym.text, kentucky.toponym.feature) == ("Kentucky", Feature.REGION)
    assert kentucky.toponym.within == ("United States",)


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("Troops crossed the Dnipro at night.", Feature.WATER),
        ("A bridge over the Danube was shelled.", Feature.WATER),
        ("Missiles hit Dnipro at night.", None),
        ("Missiles hit the Dnipro region at night.", None),
        ("Gunmen attacked a post in the Sahel.", None),
    ],
)
def test_a_river_takes_an_article(text: str, feature: Feature | None, gazetteer: Gazetteer) -> None:
    (mention,) = read(text, gazetteer)
    assert mention.toponym.feature is feature


def test_container_is_asked_for_as_a_unit(gazetteer: Gazetteer) -> None:
    seattle, washington = read("A quake shook Seattle, Washington.", gazetteer)
    assert seattle.toponym.within == ("Washington",)
    assert washington.toponym.feature is Feature.REGION


def test_list_of_countries_is_no_container(gazetteer: Gazetteer) -> None:
    assert all(not m.toponym.within for m in read("Talks between Turkey, Russia and Iran failed.", gazetteer))
    assert all(not m.toponym.within for m in read("Flights from London, Paris and Rome stopped.", gazetteer))


def test_demonym_is_looked_up_by_its_country(gazetteer: Gazetteer) -> None:
    (found,) = read("Turkish officials left.", gazetteer)
    assert (found.toponym.text, found.toponym.start, found.toponym.end) == ("Turkey", 0, 7)
    assert found.why is not None


def test_vetoed_names_say_why(gazetteer: Gazetteer) -> None:
    (found,) = read("The Calgary Flames won.", gazetteer)
    assert found.role is Role.VETOED
    assert found.why == "it is part of a team's name"
    assert found.toponym.text == "Calgary"


def test_blocked_spans_are_vetoed_but_not_adjectives(gazetteer: Gazetteer) -> None:
    text = "The Freedom of Russia Legion met Russian troops."
    found = read(text, gazetteer, [(4, 28), (33, 47)])
    assert [(text[m.start : m.end], m.role) for m in found] == [("Russia", Role.VETOED), ("Russian", Role.DEMONYM)]


def test_only_the_sentences_asked_for_are_read(gazetteer: Gazetteer) -> None:
    text = prepare("Kharkiv burned. Odesa was calm.")
    assert [m.toponym.text for m in latin.find(text, [1], gazetteer, [])] == ["Odesa"]
    assert latin.find(text, [], gazetteer, []) == []


def test_mentions_are_in_order_and_do_not_overlap(gazetteer: Gazetteer) -> None:
    text = "KYIV — From Lviv, Ukraine to St. John's, Newfoundland, via Upper Silesia and Greater Manchester County."
    found = read(text, gazetteer)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(m.rule for m in found)


HOSTILE = [
    "Kyiv was shelled near " * 5_000,
    "shelled Xyqab " * 10_000,
    "near Qrt" + "a" * 50_000,
    "".join(f"besieged Qrtz{i}ov. " for i in range(3_000)),
    "",
    "\x00",
    "\ud800 Kyiv \udfff",
    "A" * 100_000,
    "Kyiv " * 20_000,
    "Kyiv, " * 20_000,
    "a-B-" * 20_000,
    "St. " * 20_000,
    "'’" * 20_000,
    "Of The And " * 10_000,
    "U.S." * 10_000,
    "É" * 5_000 + " Ünï",
    "(((" * 20_000,
    "Kyiv\n\n\n" * 5_000,
    "İSTANBUL ǅ ß ﬁ",
    "X\u200bY\u202eZ",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_bears_hostile_text(text: str, gazetteer: Gazetteer) -> None:
    for found in read(text, gazetteer):
        assert 0 <= found.start < found.end <= len(text)


WRITTEN = (
    "Kyiv|London|shelled|between|camp|Qaryat|of|the|County|Mr.|St.|U.S.|Ky.|,|.|-|'s|’|(|)|\n|and|Russian|al-|Paris|"
    "Hilton|State|Police|said|in|A"
)
ALPHABET = st.sampled_from([*WRITTEN.split("|"), "z", "\ud800", "\x00", "Ж", "é", "–", "&"])


@settings(max_examples=150, deadline=None)
@given(parts=st.lists(ALPHABET, max_size=40))
def test_never_fails_and_keeps_its_offsets(parts: list[str]) -> None:
    text = " ".join(parts)
    with Gazetteer.open() as opened:
        found = read(text, opened)
    last = 0
    for m in found:
        assert last <= m.start < m.end <= len(text)
        assert (m.toponym.start, m.toponym.end) == (m.start, m.end)
        last = m.end


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=200))
def test_never_fails_on_any_text(text: str) -> None:
    with Gazetteer.open() as opened:
        read(text, opened)


HEADLINES = [
    ("Kozinka shelled on Tuesday.", ["Kozinka"]),
    ("Kozinka under fire", ["Kozinka"]),
    ("Kozinka Under Fire Again", ["Kozinka"]),
    ("Kozinka hit by drones overnight", ["Kozinka"]),
    ("Kozinka captured by rebels", ["Kozinka"]),
    ("Kozinka reportedly liberated.", ["Kozinka"]),
    ("Kozinka evacuated", ["Kozinka"]),
    ("Kozinka attacked, two wounded", ["Kozinka"]),
    ("Sudzha falls.", ["Sudzha"]),
    ("Sudzha falls to the rebels", ["Sudzha"]),
    ("Sudzha bombed; Terebreno burning", ["Sudzha", "Terebreno"]),
    # words that some village is called by, persons, and what is no war
    ("Market bombed", []),
    ("Rebels attacked again", []),
    ("Hope falls.", []),
    ("Dollar falls.", []),
    ("Nissan falls 3%", []),
    ("Smith captured.", []),
    ("Johnson hit by a car.", []),
    ("Baker shelled peas.", []),
    ("Madonna attacked in London", ["London"]),
]


@pytest.mark.parametrize(("headline", "places"), HEADLINES)
def test_a_village_opens_a_headline(headline: str, places: list[str], gazetteer: Gazetteer) -> None:
    """Without a verb of being, the first word of a headline is the place that was struck."""
    assert [headline[m.start : m.end] for m in read(headline, gazetteer) if m.role is Role.PLACE] == places

"""Every kind of date and time expression, in three languages, as a table of sentences.

The expected mentions stand in brackets in the sentence; behind the bar is what each means, in order: a day, or first
and last day; ``?`` for one that stays unresolved; ``!`` behind what is resolved and yet no date of an event. A line
``@2024-03-14`` sets the publication date of those that follow.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from incidentmap.reading.text import prepare
from incidentmap.reading.times import find

# 2024-03-14 is a Thursday: its week goes from Monday the 11th to Sunday the 17th.
ENGLISH = """
@2024-03-14
Rockets hit the depot on [12 March 2024]. | 2024-03-12
Rockets hit the depot on [March 12, 2024]. | 2024-03-12
On [the 12th of March] the depot burned. | 2024-03-12
The depot burned on [the twelfth of March]. | 2024-03-12
On [March 12th] the depot burned. | 2024-03-12
[Mar. 12] saw heavy fighting. | 2024-03-12
[Sept. 3] saw heavy fighting. | 2023-09-03
The depot burned ([12.03.2024]). | 2024-03-12
The depot burned on [25/12/2023]. | 2023-12-25
The depot burned on [12/25/2023]. | 2023-12-25
The depot burned on [03/04/2024]. | ?
The depot burned on [2024-03-12]. | 2024-03-12
Logged [2024-03-12]T10:15:00Z by the monitor. | 2024-03-12
Logged [12-Mar-2024] by the monitor. | 2024-03-12
KYIV, [March 12] (Reuters) - Two drones fell. | 2024-03-12
[March 12, 2024] | 10:15 | 2024-03-12
Two drones fell on [Tuesday, 12 March]. | 2024-03-12
Two drones fell on [Tuesday (March 12)]. | 2024-03-12
The vote is on [Friday, March 15]. | 2024-03-15
On [30 December] the bridge fell. | 2023-12-30
On [15 March] the bridge fell. | 2023-03-15
On [29 February] the bridge fell. | 2024-02-29
On [29 February 2023] the bridge fell. | ?
On [30 February] the bridge fell. | ?
On [31 April] the bridge fell. | ?
The entry [32.13.2024] is odd. | ?
On [12 March last year] the bridge fell. | 2023-03-12
On [1 May 2025] the talks begin. | 2025-05-01
Fighting raged [in December]. | 2023-12-01 2023-12-31
Fighting raged [in March]. | 2024-03-01 2024-03-31
Fighting raged [in April]. | 2023-04-01 2023-04-30
Fighting raged [in December 2022]. | 2022-12-01 2022-12-31
The [December 2023] raid failed. | 2023-12-01 2023-12-31
Fighting raged [in March of last year]. | 2023-03-01 2023-03-31
Fighting raged [last December]. | 2023-12-01 2023-12-31
Fighting raged [last March]. | 2023-03-01 2023-03-31
Fighting raged [this March]. | 2024-03-01 2024-03-31
It fell [in early March]. | 2024-03-01 2024-03-10
It fell [in mid-March]. | 2024-03-11 2024-03-20
It fell [in late February]. | 2024-02-21 2024-02-29
It fell [at the end of February]. | 2024-02-21 2024-02-29
It fell [at the beginning of March]. | 2024-03-01 2024-03-10
It fell [in the first week of March]. | 2024-03-01 2024-03-07
It fell [in the last week of February]. | 2024-02-23 2024-02-29
It fell [in the second half of January]. | 2024-01-16 2024-01-31
It fell on [the first Tuesday of March]. | 2024-03-05
It fell [in spring 2023]. | 2023-03-01 2023-05-31
It fell [in the summer of 2023]. | 2023-06-01 2023-08-31
It fell [last summer]. | 2023-06-01 2023-08-31
It fell [in the winter of 2022-23]. | 2022-12-01 2023-02-28
It fell [in 2022]. | 2022-01-01 2022-12-31
It fell [in early 2022]. | 2022-01-01 2022-04-30
It fell [in late 2022]. | 2022-09-01 2022-12-31
It has been held [since 2014]. | 2014-01-01 2024-03-14 !
It has been held [since Tuesday]. | 2024-03-12 2024-03-14 !
It will be held [until Friday]. | 2024-03-08 !
It will be held [by 12 March]. | 2024-03-12 !
It came [after 12 March]. | 2024-03-12 !
Twelve were missing [as of 12 March]. | 2024-03-12 !
Shelling went on [between 3 and 5 March]. | 2024-03-03 2024-03-05
Shelling went on [3-5 March]. | 2024-03-03 2024-03-05
Shelling went on [3–5 March 2023]. | 2023-03-03 2023-03-05
Shelling went on [March 3-5]. | 2024-03-03 2024-03-05
Shelling went on [from 10 to 12 May]. | 2023-05-10 2023-05-12
Shelling went on [from 30 March to 2 April 2023]. | 2023-03-30 2023-04-02
Shelling went on [between March and May 2023]. | 2023-03-01 2023-05-31
Shelling went on [from 2022 to 2023]. | 2022-01-01 2023-12-31
Drones fell on [the night of 11-12 March]. | 2024-03-11 2024-03-12
Drones fell [overnight into 12 March]. | 2024-03-11 2024-03-12
Drones fell [overnight into Tuesday]. | 2024-03-11 2024-03-12
Drones fell on [the night of 12 March]. | 2024-03-12 2024-03-13
Drones fell on [12 and 13 March]. | 2024-03-12 2024-03-13
Drones fell on [March 12 and 13]. | 2024-03-12 2024-03-13
Drones fell on [10, 11 and 12 March]. | 2024-03-10 2024-03-12
Drones fell on [5] and [12 March]. | 2024-03-05 ; 2024-03-12
Drones fell on [March 5] and [April 3]. | 2024-03-05 ; 2023-04-03
Drones fell in [the early hours of 12 March]. | 2024-03-12
Drones fell on [the evening of 12 March]. | 2024-03-12
Drones fell on [12 March in the evening]. | 2024-03-12
Drones fell [today]. | 2024-03-14
Drones fell [yesterday]. | 2024-03-13
Drones fell [the day before yesterday]. | 2024-03-12
Drones fell [yesterday evening]. | 2024-03-13
More will fall [tonight]. | 2024-03-14 2024-03-15
Drones fell [overnight]. | 2024-03-13 2024-03-14
Drones fell [last night]. | 2024-03-13 2024-03-14
Drones fell [this morning]. | 2024-03-14
Drones fell on [Tuesday]. | 2024-03-12
Drones fell [Friday]. | 2024-03-08
Drones fell on [Thursday]. | 2024-03-14
Drones fell [this Tuesday]. | 2024-03-12
Drones fell [this Friday]. | 2024-03-08
Drones fell [last Tuesday]. | 2024-03-12
Drones fell [last Thursday]. | 2024-03-07
Drones will fall [next Tuesday]. | 2024-03-19
Drones fell on [Tuesday night]. | 2024-03-12 2024-03-13
Drones fell [late on Tuesday]. | 2024-03-12
Drones fell [early Tuesday morning]. | 2024-03-12
[Tuesday]'s raids were the worst. | 2024-03-12
Drones fell on [Tuesday last week]. | 2024-03-05
Drones fell on [Tuesday and Wednesday]. | 2024-03-12 2024-03-13
Drones fell on [Monday] and [Wednesday]. | 2024-03-11 ; 2024-03-13
Drones fell [between Monday and Wednesday]. | 2024-03-11 2024-03-13
Drones fell [overnight from Monday to Tuesday]. | 2024-03-11 2024-03-12
Drones fell [this week]. | 2024-03-11 2024-03-17
Drones fell [last week]. | 2024-03-04 2024-03-10
Drones fell [earlier this week]. | 2024-03-11 2024-03-14
Drones fell [earlier this month]. | 2024-03-01 2024-03-14
Drones fell [last month]. | 2024-02-01 2024-02-29
Drones fell [late last month]. | 2024-02-21 2024-02-29
Drones fell [this year]. | 2024-01-01 2024-12-31
Drones fell [last year]. | 2023-01-01 2023-12-31
Drones fell [over the weekend]. | 2024-03-09 2024-03-10
Drones fell [two days ago]. | 2024-03-12
Drones fell [three weeks ago]. | 2024-02-19 2024-02-25
Drones fell [a month ago]. | 2024-02-01 2024-02-29
Drones fell [a year ago]. | 2023-01-01 2023-12-31
Drones fell [a few days ago]. | ?
Drones fell [over the past 24 hours]. | 2024-03-13 2024-03-14
Drones fell [in the last three days]. | 2024-03-11 2024-03-14
Drones fell [over the past week]. | 2024-03-07 2024-03-14
Drones fell [three weeks earlier]. | ?
Hit on [12 March], as it was [a day earlier]. | 2024-03-12 ; 2024-03-11
It fell [two days before] the raid of [12 March]. | 2024-03-10 ; 2024-03-12
Hit on [12 March] and again [the next day]. | 2024-03-12 ; 2024-03-13
They came after [Tuesday]'s raid. | 2024-03-12
The depot burned before [dawn on Tuesday]. | 2024-03-12
They came after [the 12 March] raid. | 2024-03-12
It has burned [since this morning]. | 2024-03-14
It burned [an hour ago]. | 2024-03-14
Hit on [12 March], [two days after] the truce. | 2024-03-12 ; 2024-03-10
Hit on [12 March]. [A week earlier] it was whole. | 2024-03-12 ; 2024-03-05
Hit on [12 March]. [The day before], it was whole. | 2024-03-12 ; 2024-03-11
Hit on [12 March]. [Hours later] it was hit again. | 2024-03-12 ; 2024-03-12
It fell [at the start of the year]. | 2024-01-01 2024-04-30
It has burned [since the beginning of the month]. | 2024-03-01 2024-03-14 !
On the 903rd day of the war 31 people walked 3.5 km. |
Theresa May may march; the second house, number 12, was built 24/7 in 2000 homes. |
A 12-year-old boy waited three days in the 1990s for the sun. |
Black Friday sales were poor, the Sunday Times wrote; every Tuesday it says so. |
At 14:30 the score was 3-5; call 050-123-45-67. |
@2024-01-02
Shelling was heavy on [31 December]. | 2023-12-31
Shelling was heavy [in December]. | 2023-12-01 2023-12-31
Shelling was heavy [last month]. | 2023-12-01 2023-12-31
Shelling was heavy [last year]. | 2023-01-01 2023-12-31
Shelling was heavy on [Sunday]. | 2023-12-31
Shelling was heavy [last week]. | 2023-12-25 2023-12-31
"""

RUSSIAN = """
@2024-03-14
Ракета упала [12 марта 2024 года]. | 2024-03-12
Ракета упала [12 марта]. | 2024-03-12
Ракета упала [12-го марта]. | 2024-03-12
Ракета упала [двенадцатого марта]. | 2024-03-12
Ракета упала [двадцать четвёртого февраля 2022 года]. | 2022-02-24
Ракета упала [12.03.2024 г.] в поле. | 2024-03-12
Ракета упала [03/04/2023]. | 2023-04-03
Ракета упала [12 марта прошлого года]. | 2023-03-12
Ракета упала [30 декабря]. | 2023-12-30
Ракета упала [31 апреля]. | ?
Ракета упала [во вторник, 12 марта]. | 2024-03-12
Бои шли [в декабре]. | 2023-12-01 2023-12-31
Бои шли [в марте]. | 2024-03-01 2024-03-31
Бои шли [в апреле 2023 года]. | 2023-04-01 2023-04-30
Бои шли [в мае прошлого года]. | 2023-05-01 2023-05-31
Бои шли [в начале марта]. | 2024-03-01 2024-03-10
Бои шли [в середине февраля]. | 2024-02-11 2024-02-20
Бои шли [в конце февраля]. | 2024-02-21 2024-02-29
Бои шли [в первых числах марта]. | 2024-03-01 2024-03-10
Бои шли [в конце прошлого месяца]. | 2024-02-21 2024-02-29
Бои шли [весной 2023 года]. | 2023-03-01 2023-05-31
Бои шли [летом]. | 2023-06-01 2023-08-31
Бои шли [прошлой осенью]. | 2023-09-01 2023-11-30
Бои шли [в 2022 году]. | 2022-01-01 2022-12-31
Бои шли [в начале 2023 года]. | 2023-01-01 2023-04-30
Бои шли [с 3 по 5 марта]. | 2024-03-03 2024-03-05
Бои шли [с 30 марта по 2 апреля 2023 года]. | 2023-03-30 2023-04-02
Бои шли [3-5 марта]. | 2024-03-03 2024-03-05
Бои шли [12 и 13 марта]. | 2024-03-12 2024-03-13
Бои шли [5] и [12 марта]. | 2024-03-05 ; 2024-03-12
Бои шли [с февраля по апрель 2023 года]. | 2023-02-01 2023-04-30
Бои шли [с понедельника по среду]. | 2024-03-11 2024-03-13
Дроны летели [в ночь на 12 марта]. | 2024-03-11 2024-03-12
[Ночь на 12 марта] была тихой. | 2024-03-11 2024-03-12
Дроны летели [в ночь с 11 на 12 марта]. | 2024-03-11 2024-03-12
Дроны летели [в ночь на вторник]. | 2024-03-11 2024-03-12
Дроны летели [в ночь со вторника на среду]. | 2024-03-12 2024-03-13
Дроны летели [ночью с 11 на 12 марта]. | 2024-03-11 2024-03-12
Дроны летели [в ночь на сегодня]. | 2024-03-13 2024-03-14
Посёлок обстреливают [с начала года]. | 2024-01-01 2024-03-14 !
Дроны летели [ночью 12 марта]. | 2024-03-11 2024-03-12
Дроны летели [утром 12 марта]. | 2024-03-12
Дроны летели [вечером 12 марта]. | 2024-03-12
Дроны летели [12 марта вечером]. | 2024-03-12
Дроны летели [утром 12 марта], [вечером 13 марта] их не было. | 2024-03-12 ; 2024-03-13
Дроны летели [сегодня]. | 2024-03-14
Дроны летели [вчера]. | 2024-03-13
Дроны летели [позавчера]. | 2024-03-12
Дроны летели [накануне]. | 2024-03-13
[12 марта] сообщили, что дроны летели [накануне]. | 2024-03-12 ; 2024-03-11
Накануне выборов дронов не было. |
Дроны летели [сегодня ночью]. | 2024-03-13 2024-03-14
Дроны летели [этой ночью]. | 2024-03-13 2024-03-14
Дроны летели [прошлой ночью]. | 2024-03-13 2024-03-14
Дроны летели [сегодня утром]. | 2024-03-14
Дроны летели [вчера вечером]. | 2024-03-13
[Ночью] дроны летели над городом. | 2024-03-13 2024-03-14
[Утром] дроны летели над городом. | 2024-03-14
[Поздно вечером] дроны летели над городом. | 2024-03-14
[С утра] дроны летели над городом. | 2024-03-14
[12 марта] в Харькове вечером дроны летели над городом. | 2024-03-12
Дроны летели [во вторник]. | 2024-03-12
Дроны летели [в пятницу вечером]. | 2024-03-08
Дроны летели [в прошлую пятницу]. | 2024-03-08
Дроны летели [в этот вторник]. | 2024-03-12
Дроны летели [на прошлой неделе]. | 2024-03-04 2024-03-10
Дроны летели [на этой неделе]. | 2024-03-11 2024-03-17
Дроны летели [в прошлом месяце]. | 2024-02-01 2024-02-29
Дроны летели [в прошлом году]. | 2023-01-01 2023-12-31
Дроны летели [на выходных]. | 2024-03-09 2024-03-10
Дроны летели [два дня назад]. | 2024-03-12
Дроны летели [неделю назад]. | 2024-03-04 2024-03-10
Дроны летели [несколько дней назад]. | ?
Дроны летели [днём ранее]. | ?
Дроны летели [за минувшие сутки]. | 2024-03-13 2024-03-14
Дроны летели [за последние 24 часа]. | 2024-03-13 2024-03-14
Дроны летели [за последние три дня]. | 2024-03-11 2024-03-14
Дроны летели [за ночь]. | 2024-03-13 2024-03-14
[12 марта] горел склад. [Двумя днями ранее] он был цел. | 2024-03-12 ; 2024-03-10
[12 марта] горел склад. [За два дня до этого] он был цел. | 2024-03-12 ; 2024-03-10
После [вчерашнего] обстрела света нет. | 2024-03-13
[Вчерашний] обстрел был сильным. | 2024-03-13
Посёлок без света [с 12 марта]. | 2024-03-12 2024-03-14 !
Посёлок будет без света [до конца марта]. | 2024-03-21 2024-03-31 !
[По состоянию на 12 марта] света нет. | 2024-03-12 !
Это 1097-й день войны: Марта Мая ушла, в 3 часа ночи осталось 31 человек, 24/7. |
Он живёт в доме 12, в 2000 метрах от реки, каждую ночь не спит. |
@2024-01-02
Дроны летели [31 декабря]. | 2023-12-31
Дроны летели [в ноябре]. | 2023-11-01 2023-11-30
Дроны летели [в ночь на 1 января]. | 2023-12-31 2024-01-01
Дроны летели [в ночь на 3 января]. | 2024-01-02 2024-01-03
"""

UKRAINIAN = """
@2024-03-14
Ракета впала [12 березня 2024 р.] у полі. | 2024-03-12
Ракета впала [12 березня 2024 року]. | 2024-03-12
Ракета впала [12-го березня]. | 2024-03-12
Ракета впала [дванадцятого березня]. | 2024-03-12
Ракета впала [30 грудня]. | 2023-12-30
Ракета впала [30 лютого]. | ?
Ракета впала [у вівторок, 12 березня]. | 2024-03-12
Бої тривали [у грудні]. | 2023-12-01 2023-12-31
Бої тривали [у січні 2023 року]. | 2023-01-01 2023-01-31
Бої тривали [на початку березня]. | 2024-03-01 2024-03-10
Бої тривали [наприкінці лютого]. | 2024-02-21 2024-02-29
Бої тривали [в середині лютого]. | 2024-02-11 2024-02-20
Бої тривали [навесні 2023 року]. | 2023-03-01 2023-05-31
Бої тривали [влітку]. | 2023-06-01 2023-08-31
Бої тривали [минулої осені]. | 2023-09-01 2023-11-30
Бої тривали [у 2022 році]. | 2022-01-01 2022-12-31
Бої тривали [торік]. | 2023-01-01 2023-12-31
Бої тривали [минулого року]. | 2023-01-01 2023-12-31
Бої тривали [з 3 по 5 березня]. | 2024-03-03 2024-03-05
Бої тривали [з 3 до 5 березня]. | 2024-03-03 2024-03-05
Бої тривали [12 та 13 березня]. | 2024-03-12 2024-03-13
Бої тривали [5], [8] і [12 березня]. | 2024-03-05 ; 2024-03-08 ; 2024-03-12
Дрони летіли [у ніч на 12 березня]. | 2024-03-11 2024-03-12
Дрони летіли [в ніч з 11 на 12 березня]. | 2024-03-11 2024-03-12
Дрони летіли [у ніч проти 12 березня]. | 2024-03-11 2024-03-12
Дрони летіли [за ніч на 12 березня]. | 2024-03-11 2024-03-12
Дрони летіли [вночі на 12 березня]. | 2024-03-11 2024-03-12
Дрони летіли [в ніч проти вівторка]. | 2024-03-11 2024-03-12
Дрони летіли [на початку тижня]. | 2024-03-11 2024-03-12
Дрони летіли [у ніч на середу]. | 2024-03-12 2024-03-13
Дрони летіли [вночі 12 березня]. | 2024-03-11 2024-03-12
Дрони летіли [ввечері 12 березня]. | 2024-03-12
Дрони летіли [вранці у вівторок, 12 березня]. | 2024-03-12
Дрони летіли [сьогодні]. | 2024-03-14
Дрони летіли [вчора ввечері]. | 2024-03-13
Дрони летіли [позавчора]. | 2024-03-12
Дрони летіли [напередодні]. | 2024-03-13
Напередодні виборів дронів не було. |
Дрони летіли [цієї ночі]. | 2024-03-13 2024-03-14
Дрони летіли [минулої ночі]. | 2024-03-13 2024-03-14
Дрони летіли [сьогодні вранці]. | 2024-03-14
[Вночі] дрони летіли над містом. | 2024-03-13 2024-03-14
[Вранці] дрони летіли над містом. | 2024-03-14
[Увечері] дрони летіли над містом. | 2024-03-14
Дрони летіли [у понеділок]. | 2024-03-11
Дрони летіли [в п’ятницю]. | 2024-03-08
Дрони летіли [минулої п'ятниці]. | 2024-03-08
Дрони летіли [минулої неділі]. | 2024-03-10
Дрони летіли [у неділю]. | 2024-03-10
Дрони летіли [минулого тижня]. | 2024-03-04 2024-03-10
Дрони летіли [цього тижня]. | 2024-03-11 2024-03-17
Дрони летіли [минулого місяця]. | 2024-02-01 2024-02-29
Дрони летіли [на вихідних]. | 2024-03-09 2024-03-10
Дрони летіли [три дні тому]. | 2024-03-11
Дрони летіли [тиждень тому]. | 2024-03-04 2024-03-10
Дрони летіли [рік тому]. | 2023-01-01 2023-12-31
Дрони летіли [кілька днів тому]. | ?
Дрони летіли [за добу]. | 2024-03-13 2024-03-14
Дрони летіли [минулої доби]. | 2024-03-13 2024-03-14
Дрони летіли [протягом доби]. | 2024-03-13 2024-03-14
Дрони летіли [за останні 24 години]. | 2024-03-13 2024-03-14
Дрони летіли [за ніч]. | 2024-03-13 2024-03-14
[12 березня] дрони летіли, а [наступного дня] ні. | 2024-03-12 ; 2024-03-13
[12 березня] горів склад. [За два дні до того] він був цілий. | 2024-03-12 ; 2024-03-10
[Станом на 12 березня] світла немає. | 2024-03-12 !
Світла немає [з лютого 2022 року]. | 2022-02-01 2024-03-14 !
Дрони летіли [після 12 березня]. | 2024-03-12 !
Це 1104-й день війни: липа цвіте, 31 людина, будинок 12, о 3 годині ночі. |
@2024-01-02
Дрони летіли [31 грудня]. | 2023-12-31
Дрони летіли [у листопаді]. | 2023-11-01 2023-11-30
Дрони летіли [минулого тижня]. | 2023-12-25 2023-12-31
"""


def _rows() -> list[tuple[date, str, list[str]]]:
    rows, published = [], date.min
    for line in (ENGLISH + RUSSIAN + UKRAINIAN).splitlines():
        if line.startswith("@"):
            published = date.fromisoformat(line[1:])
        elif line:
            sentence, _, meant = line.rpartition("|")
            rows.append((published, sentence.strip(), [part.strip() for part in meant.split(";") if part.strip()]))
    return rows


ROWS = _rows()


@pytest.mark.parametrize(("published", "sentence", "meant"), ROWS, ids=[row[1] for row in ROWS])
def test_phrase(published: date, sentence: str, meant: list[str]) -> None:
    text = re.sub(r"[\[\]]", "", sentence)
    found = find(prepare(text), published)
    assert [m.when.phrase for m in found] == re.findall(r"\[(.*?)\]", sentence)
    shown = []
    for mention in found:
        days = dict.fromkeys((mention.when.start, mention.when.end))
        resolved = " ".join(map(str, days)) + (" !" if mention.why else "")
        shown.append("?" if mention.when.start is None and mention.why else resolved)
    assert shown == meant


def test_the_table_is_long_enough() -> None:
    assert len(ROWS) >= 200

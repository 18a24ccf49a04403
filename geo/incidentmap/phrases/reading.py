"""Pieces → places: which name is meant, what holds it, what only stands beside it, and what is one more of a list."""

from __future__ import annotations

from incidentmap.model import Feature, Relation
from incidentmap.phrases.borders import at_border, shared_noun, stands_by, take_distance, tells_border
from incidentmap.phrases.judging import piece
from incidentmap.phrases.pieces import Piece, Strength
from incidentmap.phrases.places import ABOUT, JOINED, SHARED, Read, is_abbreviation, is_remark, make_read
from incidentmap.phrases.segments import Segmenter
from incidentmap.phrases.tokens import Word


class Reader:
    """Reads the pieces of one part of a phrase from left to right."""

    def __init__(self) -> None:
        self.places: list[Read] = []
        #: Bare names after commas: containers, unless an "and" makes them a list.
        self.bare: list[Piece] = []
        self.between = False
        self.listed = False
        #: An "and" has ended the list: what follows after a comma holds it.
        self.ended = False
        #: What was last read only stands beside the place; and so does what belongs to it.
        self.aside = False
        #: The place was found in brackets, and gives way to one outside.
        self.tentative = False
        #: The kind said of a list: "the villages of A and B".
        self.shared: Piece | None = None
        #: The places that the last container holds: the next holds them, too.
        self.held: list[Read] = []
        #: A thing without a name of its own: what follows is where it stands.
        self.thing: Piece | None = None

    def run(self, words: list[Word], *, cased: bool) -> list[Read]:
        """Read the words of one part."""
        for segment in Segmenter(words).run():
            self.add(piece(segment, cased=cased))
        self._settle_bare()
        return self.places

    def add(self, p: Piece) -> None:
        """Read one more piece."""
        if p.segment.bracket:
            self._bracketed(p)
            return
        if self.tentative and p.strength >= Strength.WEAK:
            self.places, self.tentative = [], False
        if p.strength is Strength.NOTHING:
            self._nothing(p)
        elif not self.places:
            self._first(p)
        elif self.between:
            self._second_end(p)
        elif p.segment.mark == "and":
            self._one_more(p)
        elif p.segment.cue.relation is Relation.AT and p.segment.cue.sort in JOINED:
            self._joined(p)
        else:
            self._about(p)

    def _nothing(self, p: Piece) -> None:
        cue = p.segment.cue
        if not self.places or p.segment.mark == "and":
            self.thing = p
        if p.border and cue.relation in (Relation.BORDER, Relation.DISTANCE) and not self.places:
            p.strength, p.words = Strength.SIDE, []
            self.places.append(Read(p, cue.relation))
        self.listed = self.listed or p.segment.counted

    def _first(self, p: Piece) -> None:
        relation = p.relation
        cue, thing = p.segment.cue, self.thing
        if thing is not None and relation is Relation.AT:
            if (
                thing.facility
                and cue.sort in ("of", "in", "on")
                and p.feature in (None, Feature.SETTLEMENT)
                and not p.unit
            ):
                relation = Relation.FACILITY
            elif thing.segment.cue.relation in ABOUT and cue.sort == "of":
                relation = thing.segment.cue.relation
                p.bearing = p.bearing or thing.bearing
        self.places = [make_read(p, relation)]
        self.bare, self.held, self.thing = [], [], None
        self.aside = self.ended = False
        self.shared = p if p.plural else None
        self.between = p.relation is Relation.BETWEEN and not p.other and cue.sort in ("between", "from")
        told = p.segment.border or (p.relation is Relation.BORDER and cue.sort == "border")
        self.between = self.between or (told and not p.other and p.strength > Strength.SIDE)
        self.listed = self.listed or p.segment.counted or p.plural

    def _second_end(self, p: Piece) -> None:
        """Read B of "between A and B", and of "the border of A and B"."""
        last = self.places[-1]
        if p.segment.mark == "and" and not last.other and p.words:
            last.other = p.words
            if tells_border(last):
                last.other_noun = shared_noun(p)
            self.between = False
            if p.unit and p.plural and not last.main.unit:  # "the border of Sumy and Kursk regions"
                last.main.unit, last.main.feature = p.unit, p.feature
        else:
            again = last.relation is Relation.BETWEEN and not last.other
            self.between = False
            self.add(p)
            self.between = again

    def _one_more(self, p: Piece) -> None:
        """Read a place after "and": the bare names before it are of the same list."""
        last = self.places[-1]
        if last.main.strength <= Strength.SIDE and not last.main.words:
            self._first(p)
            return
        if self.aside and p.segment.cue.relation is Relation.AT and not self.listed:
            last.beside.append(p.words)
            return
        self._enlist()
        self._append(p)
        if p.plural:
            self._share(p)
        self.listed = self.ended = True

    def _enlist(self) -> None:
        """Make the bare names after commas places of the list."""
        for bare in self.bare:
            self._append(bare)
        self.bare = []

    def _append(self, p: Piece) -> None:
        last = self.places[-1]
        cue = p.segment.cue
        own = cue.relation is not Relation.AT or cue.sort in ("in", "part") or p.relation is not Relation.AT
        relation = p.relation if own else last.relation
        if not own and relation not in SHARED:
            relation = p.relation
        if self.shared is not None and self.shared.feature is Feature.SETTLEMENT and p.feature is None and not p.unit:
            p.feature = Feature.SETTLEMENT
            p.strength = max(p.strength, self.shared.strength)
        if p.plural and p.feature is Feature.SETTLEMENT:
            self.shared = p
        self.places.append(make_read(p, relation))
        self.between = p.relation is Relation.BETWEEN and not p.other and cue.sort in ("between", "from")
        self.aside = self.ended = False

    def _share(self, p: Piece) -> None:
        """Give all of a list the noun at its end: "Mykolaiv and Kherson regions", "A, B and C directions"."""
        for read in self.places[:-1]:
            if read.within or read.main.segment.bracket:
                continue
            if p.unit and not read.main.unit:
                read.main.unit, read.main.feature, read.main.strength = p.unit, p.feature, p.strength
            if read.relation is Relation.AT and p.relation in (Relation.DIRECTION, Relation.NEAR):
                read.relation = p.relation
            if read.main.feature is None and p.feature is Feature.SETTLEMENT and not read.main.unit:
                read.main.feature = p.feature

    def _joined(self, p: Piece) -> None:
        """Read a piece after a comma, after "in" or after "of"."""
        last = self.places[-1]
        sort, comma = p.segment.cue.sort, p.segment.mark == ","
        main = last.main
        if p.strength is Strength.SIDE:
            return
        if self._is_origin(last, p):
            last.other = p.words
            return
        if p.border and main.words:
            if stands_by(main, p) and last.relation is Relation.AT and not self.listed:
                self._inside(p)
            return
        if main.strength <= Strength.SIDE or (main.strength is Strength.WEAK and sort and p.strength > Strength.WEAK):
            self._replace(p)
        elif p.unit:
            self._hold(p)
        elif self._is_outside(main, p):
            self._inside(p)
        elif last.relation in (Relation.BORDER, Relation.ALONG) and sort == "in" and p.strength >= Strength.NAME:
            self._replace(p)
        elif p.relation is Relation.BETWEEN or p.facility or p.other or p.relation is Relation.ALONG:
            return
        elif p.relation in ABOUT:
            if comma and (self.listed or last.relation is p.relation) and not sort:
                self._enlist()
                self._append(p)
            else:
                self._beside(p)
        elif (
            self.listed
            and not self.ended
            and (comma or p.segment.counted)
            and (sort or p.strength is not Strength.WEAK)
        ):
            self._enlist()
            self._append(p)
        elif p.strength is Strength.VILLAGE and sort == "in" and last.relation in ABOUT:
            self._replace(p)
        elif p.strength is Strength.WEAK and comma:
            last.beside.append(p.words)
        elif (comma or sort in ("in", "on")) and not (p.bearing or p.feature is Feature.SETTLEMENT or is_remark(p)):
            if not self.aside:
                self.bare.append(p)
        elif sort in ("of", "part") and main.unit == "district":
            self.bare.append(p)
        else:
            self._beside(p)

    def _beside(self, p: Piece) -> None:
        last = self.places[-1]
        last.beside.append(p.words)
        last.beside.extend([p.other] if p.other else [])
        self.aside = True

    def _is_outside(self, main: Piece, p: Piece) -> bool:
        """Tell "Russia, Belgorod Oblast, Shebekino", the other way round; and "Ukraine in the city of Dnipro"."""
        if not main.unit or self.places[-1].relation is not Relation.AT or p.strength < Strength.NAME:
            return False
        if p.relation is not Relation.AT or self.listed:
            return False
        if p.segment.mark == ",":
            return (
                main.unit not in ("district", "minor")
                or not p.words[0].text.isascii()
                or len(self.places[-1].within) > 0
            )
        return (
            main.unit not in ("district", "minor")
            and p.segment.cue.sort in ("in", "on")
            and p.feature is Feature.SETTLEMENT
        )

    def _inside(self, p: Piece) -> None:
        held = self.places[-1]
        self._first(p)
        self.places[-1].within = sorted([*held.within, held.main], key=lambda w: -w.segment.words[0].start)

    def _replace(self, p: Piece) -> None:
        """Take a better place instead of the one so far, which then only stands beside it."""
        before, kept, thing = self.places[-1], self.places[:-1], self.thing
        self.thing = None
        self._first(p)
        new = self.places[-1]
        if p.unit and not before.main.words and new.relation is Relation.AT:
            # "along the border in Sumy region", "in the north, Mali"
            new.relation, p.bearing = before.relation, p.bearing or before.main.bearing
            p.border = p.border or before.main.border
            take_distance(p, before.main)
        if tells_border(before):
            self.places = [*kept, new]  # no country of a border holds what stands by it
            new.within.extend(w for w in before.within if w not in new.within)
            self.thing = thing
            return
        if before.main.words and before.main.strength >= Strength.NAME:
            new.beside.append(before.main.words)
        elif before.main.strength is Strength.UNIT:
            new.within.append(before.main)
        new.within.extend(w for w in before.within if w not in new.within)
        new.beside.extend(before.beside)
        self.places = [*kept, new]
        self.thing = thing

    def _hold(self, p: Piece) -> None:
        """Take a unit as the container of the place before it, and of those of its list that have none."""
        last = self.places[-1]
        if self.aside and any(w.unit == "region" for w in last.within):
            return  # it holds what stands beside the place
        if self.bare and p.unit != "country":
            last.beside.extend(bare.words for bare in self.bare)
            self.bare = []
        self._settle_bare()
        if not self.held or self.held[-1] is not last:
            self.held = [last]
            for read in reversed(self.places[:-1]):
                if read.within or read.main.unit:
                    break
                self.held.append(read)
            self.held.reverse()
        for read in self.held:
            read.within.append(p)

    def _settle_bare(self) -> None:
        if self.places and self.ended and len(self.bare) > 1:
            self._enlist()
        if self.places and self.bare:
            targets = self.places if self.ended else self.places[-1:]
            for read in targets:
                if not read.within or read is self.places[-1]:
                    read.within.extend(self.bare)
        self.bare = []

    def _about(self, p: Piece) -> None:
        """Read "near Y", "20 km from Y" after a place: it says where that is, or is the place itself."""
        last, segment = self.places[-1], p.segment
        if self.thing is not None and self.thing.segment.mark == "and":
            self.thing = None
            self._one_more(p)
            return
        if (by := at_border(last, p)) is not None:
            by.within = last.within
            self.places[-1] = by
            self.between = False
            return
        if self._is_way(last, p):
            return
        if stands_by(last.main, p) and last.relation is Relation.AT and not self.listed:
            self._inside(p)
            return
        vague = last.relation in ABOUT and last.main.segment.kind != "town"
        if last.main.strength <= Strength.WEAK and p.strength > last.main.strength:
            self._replace(p)
        elif segment.cue.sort == "list" and segment.mark == "," and (self.listed or last.relation is p.relation):
            self._enlist()
            self._append(p)
            self.listed = True
        elif p.strength is Strength.VILLAGE and last.main.strength < Strength.VILLAGE and vague:
            self._replace(p)
        elif p.relation in (Relation.BORDER, Relation.ALONG) or p.border or not p.words:
            return
        elif p.unit in ("region", "district", "country"):
            if segment.cue.relation is Relation.OUTSKIRTS:
                self._hold(p)
        else:
            self._beside(p)

    def _is_origin(self, last: Read, p: Piece) -> bool:
        """Tell "towards B from A"."""
        towards = last.main.segment.cue.sort == "towards" and last.relation is Relation.DIRECTION and not last.other
        named = p.strength >= Strength.UNIT and p.unit != "country" and p.relation is Relation.AT
        return towards and p.segment.origin and p.segment.mark == "" and named

    def _is_way(self, last: Read, p: Piece) -> bool:
        """Read "from A towards B": B is the place, and A the other."""
        if not (last.main.segment.origin and last.relation is Relation.AT and last.main.words and p.words):
            return False
        if last.main.unit == "country" or p.segment.cue.sort != "towards" or p.other or p.bearing:
            return False
        self.places[-1] = Read(p, p.relation, other=last.main.words)
        self.bare, self.aside = [], False
        return True

    def _bracketed(self, p: Piece) -> None:
        """Read what stands in brackets: containers, "(near)", another name, or a remark."""
        cue = p.segment.cue
        if not self.places or self.tentative:
            if p.strength >= Strength.WEAK and (not self.places or p.strength > self.places[-1].main.strength):
                said = self.thing is not None and any(w.text.isalpha() for w in self.thing.words)
                near = p.relation is Relation.AT and (
                    said or (bool(self.places) and self.places[0].relation is Relation.NEAR)
                )
                self._first(p)
                if near:
                    self.places[-1].relation = Relation.NEAR
                self.tentative = True
            return
        last = self.places[-1]
        if p.strength is Strength.NOTHING:
            last_word = p.segment.words[-1].key if p.segment.words else ""
            if cue.relation in (Relation.NEAR, Relation.OUTSKIRTS) or last_word in ("near", "around", "nearby"):
                last.relation = cue.relation if cue.relation is Relation.OUTSKIRTS else Relation.NEAR
        elif p.unit and cue.relation is Relation.AT:
            if not is_abbreviation(p, last):
                self._hold(p)
        elif p.strength >= Strength.WEAK and p.words:
            weak = last.main.strength is Strength.WEAK
            if weak and p.strength is Strength.NAME and cue.relation is Relation.AT:
                self._replace(p)
                self.places[-1].relation = Relation.NEAR
            else:
                last.beside.append(p.words)
                last.beside.extend([p.other] if p.other else [])

"""The index of satisfaction and how sure it is. Pure: no database.

Five-point answers; the index is the share of "hài lòng" and "rất hài lòng" among those who answered (SIPAS, Bộ Nội vụ;
domain facts, "Indices"). A factor's index takes the answers to all of its questions together, the index of a survey
those to the questions of the five factors.

One person answers several questions of a factor, and answers of one person are alike: what is sampled are people, not
answers. The variance is that of a ratio of two sums over people (W. G. Cochran, Sampling Techniques, 3rd ed., 1977,
§ 6.3 and § 9.12); from it comes the number of independent answers that would be as sure (the effective size). On that
stands the score interval of E. B. Wilson (J. Am. Stat. Assoc. 22, 1927), which holds for few answers and for shares
near 0 and 100 % where the usual ± does not (L. D. Brown, T. T. Cai, A. DasGupta, Statistical Science 16, 2001). Where
the number of people served is known, the finite population correction (N − n)/(N − 1) narrows it (Cochran, § 2.6).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

SATISFIED = 4  # the level from which an answer counts
Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over people: `people` who answered, `answers` they gave, `satisfied` ones among these, and the squares and
    products that the variance needs. Tallies of different people add up."""

    people: int = 0
    answers: int = 0
    satisfied: int = 0
    answers_squared: int = 0
    satisfied_squared: int = 0
    product: int = 0

    @classmethod
    def of_one(cls, satisfied: int, answers: int) -> "Tally":
        """One person's answers; nothing where they gave none."""
        if not 0 <= satisfied <= answers:
            raise ValueError(f"{satisfied} of {answers}")
        if not answers:
            return cls()
        return cls(1, answers, satisfied, answers * answers, satisfied * satisfied, satisfied * answers)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.people + other.people,
            self.answers + other.answers,
            self.satisfied + other.satisfied,
            self.answers_squared + other.answers_squared,
            self.satisfied_squared + other.satisfied_squared,
            self.product + other.product,
        )

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None where nobody answered."""
        return self.satisfied / self.answers if self.answers else None

    @property
    def effective_size(self) -> float:
        """How many people with one answer each would be as sure: never more than the answers, nor fewer than one."""
        share = self.share
        if share is None:
            return 0.0
        spread = self.satisfied_squared - 2 * share * self.product + share * share * self.answers_squared
        if self.people < 2 or spread <= 1e-9 or share in (0, 1):
            return float(self.people)
        variance = spread / self.answers**2
        return min(max(share * (1 - share) / variance, 1.0), float(self.answers))


def total(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


@dataclass(frozen=True, slots=True)
class Index:
    """In percent: the index, the ends of its interval at 95 %, and how many people answered."""

    value: float
    low: float
    high: float
    people: int

    @property
    def margin(self) -> float:
        """The larger distance to an end: "±" said once, on the safe side."""
        return max(self.value - self.low, self.high - self.value)


def index_of(tally: Tally, population: int | None = None) -> Index | None:
    """The index with its interval; None where nobody answered. `population`: all who could have been asked; one smaller
    than the number that answered is no population and is left aside."""
    share = tally.share
    if share is None:
        return None
    known = population if population and population >= tally.people else None
    if known == tally.people:  # everybody answered: nothing is left to chance
        return Index(100 * share, 100 * share, 100 * share, tally.people)
    size = tally.effective_size
    if known:
        size *= (known - 1) / (known - tally.people)
    low, high = wilson(share, size)
    return Index(100 * share, 100 * low, 100 * high, tally.people)


def wilson(share: float, size: float, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval for a share seen in a sample of `size`."""
    if size <= 0:
        return 0.0, 1.0
    shrunk = 1 + z * z / size
    centre = (share + z * z / (2 * size)) / shrunk
    half = z * math.sqrt(share * (1 - share) / size + z * z / (4 * size * size)) / shrunk
    return max(0.0, min(centre - half, share)), min(1.0, max(centre + half, share))

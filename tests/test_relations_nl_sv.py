"""Dutch and Swedish news of firms: who supplies, owns, backs, leads and sits where, and what only looks like it."""

from __future__ import annotations

import pytest
from analysed import facts, stated

from kg.model import Claim

STATED = [
    ("nl", "NXP groeit. De sensoren gaan naar Bosch en Siemens.", "NXP Semiconductors suppliesTo Bosch"),
    ("nl", "NXP groeit. De sensoren gaan naar Bosch en Siemens.", "NXP Semiconductors suppliesTo Siemens"),
    ("nl", "NXP groeit. Een derde van de productie gaat naar Duitsland.", "NXP Semiconductors suppliesTo Germany"),
    ("nl", "NXP groeit. Bosch is goed voor de helft van de omzet.", "NXP Semiconductors suppliesTo Bosch"),
    ("nl", "De motoren voor Scania komen van Bosch.", "Bosch suppliesTo Scania"),
    ("nl", "Vestas, een Deense turbinebouwer, groeit.", "Vestas locatedIn Denmark"),
    ("nl", "De Amsterdamse vestiging van Philips groeit.", "Philips locatedIn Amsterdam"),
    ("nl", "De wortels van Philips liggen in Eindhoven.", "Philips locatedIn Eindhoven"),
    ("nl", "De meerderheid van de aandelen van GitHub is van Microsoft.", "GitHub partOf Microsoft"),
    ("nl", "OpenAI groeit. SoftBank stapte in 2021 in als aandeelhouder.", "SoftBank Group investsIn OpenAI"),
    ("nl", "Lin Wei zit in de raad van commissarissen van ASML.", "Lin Wei affiliatedWith ASML"),
    ("nl", "NXP groeit. Directeur is sinds mei Lin Wei.", "Lin Wei affiliatedWith NXP Semiconductors"),
    ("nl", "AMD verloor terrein aan rivaal Nvidia.", "AMD competesWith Nvidia"),
    ("nl", "De scanners van Philips draaien op de H100.", "Philips uses H100"),
    ("nl", "Onder de naam H200 verkoopt Nvidia een rekenchip.", "Nvidia develops H200"),
    ("nl", "NXP ontstond in 2006 als afsplitsing van Philips.", "Philips founded NXP Semiconductors"),
    ("sv", "Mycronic växer. Linserna kommer från Trumpf.", "Trumpf suppliesTo Mycronic"),
    ("sv", "Mycronic växer. Det mesta går till Tyskland.", "Mycronic suppliesTo Germany"),
    ("sv", "ASML, kund hos Trumpf sedan 2019, breddar sitt utbud.", "Trumpf suppliesTo ASML"),
    ("sv", "Vestas, ett danskt vindkraftsbolag, växer.", "Vestas locatedIn Denmark"),
    ("sv", "Göteborgsbaserade Volvo växer.", "Volvo locatedIn Gothenburg"),
    ("sv", "Kiruna i norra Sverige får ett nytt torg.", "Kiruna locatedIn Sweden"),
    ("sv", "GitHubs moderbolag är amerikanska Microsoft.", "GitHub partOf Microsoft"),
    ("sv", "OpenAI växer. SoftBank klev in som delägare 2021.", "SoftBank Group investsIn OpenAI"),
    ("sv", "Anna Berg gick från Shell till Vattenfall.", "Anna Berg affiliatedWith Vattenfall"),
    ("sv", "Mycronic växer. Vd är sedan maj Anna Berg.", "Anna Berg affiliatedWith Mycronic"),
    ("sv", "Anna Berg, en av Klarnas grundare, är nöjd.", "Anna Berg founded Klarna"),
    ("sv", "AMD tappar mark till Nvidia.", "AMD competesWith Nvidia"),
    ("sv", "Klarna bytte i våras från GPT-4 till Claude.", "Klarna uses Claude"),
    ("sv", "Bakom H200 står Nvidia.", "Nvidia develops H200"),
]


@pytest.mark.parametrize(("code", "text", "triple"), STATED, ids=[f"{c}-{t}" for c, _, t in STATED])
def test_stated(code: str, text: str, triple: str) -> None:
    """Ordinary sentences of the business pages state their relation, also of the firm spoken of before."""
    assert triple in {" ".join(found) for found in stated(code, text)}


NOT_STATED = [
    ("nl", "NXP groeit. De klachten gaan naar Bosch en Siemens.", "suppliesTo"),
    ("nl", "NXP hoopt op een order van Bosch.", "suppliesTo"),
    ("nl", "De protesten van Bosch komen bij Siemens aan.", "suppliesTo"),
    ("nl", "Vestas, de Deense wet ten spijt, groeit.", "locatedIn"),
    ("nl", "De Amsterdamse vrienden van Philips groeien.", "locatedIn"),
    ("nl", "De meerderheid van de klanten van GitHub is boos op Microsoft.", "partOf"),
    ("nl", "GitHub, sinds 2019 klant van Microsoft, groeit.", "partOf"),
    ("nl", "OpenAI groeit. SoftBank stapte in 2021 uit de bus.", "investsIn"),
    ("nl", "Lin Wei zit in de wachtkamer van ASML.", "affiliatedWith"),
    ("nl", "AMD verloor een rechtszaak tegen de buurman van Nvidia.", "competesWith"),
    ("nl", "De directeur van Philips praat over de H100.", "uses"),
    ("nl", "NXP groeide in 2006 dankzij Philips.", "founded"),
    ("sv", "Mycronic växer. Klagomålen kommer från Trumpf.", "suppliesTo"),
    ("sv", "ASML, gäst hos Trumpf sedan 2019, breddar sitt utbud.", "suppliesTo"),
    ("sv", "Vestas, en dansk lag till trots, växer.", "locatedIn"),
    ("sv", "Göteborgsvänliga Volvo växer.", "locatedIn"),
    ("sv", "GitHubs förebild är amerikanska Microsoft.", "partOf"),
    ("sv", "OpenAI växer. SoftBank klev in som åskådare 2021.", "investsIn"),
    ("sv", "Anna Berg mejlade från Shell till Vattenfall.", "affiliatedWith"),
    ("sv", "Anna Berg, en av Klarnas kritiker, är nöjd.", "founded"),
    ("sv", "AMD tappar greppet, enligt Nvidia.", "competesWith"),
    ("sv", "Klarna tittade i våras på Claude.", "uses"),
    ("sv", "Bakom H200 döljer sig en historia om Nvidia.", "develops"),
]


@pytest.mark.parametrize(("code", "text", "predicate"), NOT_STATED, ids=[f"{c}-{p}-{t[:20]}" for c, t, p in NOT_STATED])
def test_not_stated(code: str, text: str, predicate: str) -> None:
    """Sentences that only look like a relation, hope for it or name it of others state none."""
    assert predicate not in {found[1] for found in stated(code, text)}


@pytest.mark.parametrize(
    ("code", "text", "speaker", "words"),
    [
        ("nl", "Of, in de woorden van Lin Wei: “Het kan.”", "Lin Wei", "Het kan"),
        ("nl", "Lin Wei is duidelijk: de prijzen gaan stijgen.", "Lin Wei", "de prijzen gaan stijgen"),
        ("nl", "“Het kan”, mailt Lin Wei vanuit Delft.", "Lin Wei", "Het kan"),
        ("nl", "Lin Wei noemt dat bedrag “een druppel”.", "Lin Wei", "dat bedrag “een druppel”"),
        ("sv", "Marknaden växer, visar en rapport från Ericsson.", "Ericsson", "Marknaden växer"),
        ("sv", "Av en rapport från Ericsson framgår att marknaden växer.", "Ericsson", "marknaden växer"),
        ("sv", "Ericsson kallar förslaget oroande.", "Ericsson", "förslaget oroande"),
        ("sv", "– Det går, suckar Anna Berg.", "Anna Berg", "Det går"),
    ],
)
def test_reported(code: str, text: str, speaker: str, words: str) -> None:
    """Statements are their speaker's however they are introduced."""
    claims = [fact for fact in facts(code, text) if isinstance(fact, Claim)]
    said = [([s.name for s in c.speakers], " ".join(e.of(text) for e in c.evidence).rstrip(".")) for c in claims]
    assert said == [([speaker], words)]

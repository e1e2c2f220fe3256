"""Relations are stated where the text states them, by whom it means, and nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from analysed import analysed, stated, statements

from kg.languages import Frame, available, language
from kg.model import PolicyDetails
from kg.vocabulary import vocabulary


def frames() -> Iterator[object]:
    """All frames of all languages."""
    for code in available():
        for frame in language(code).frames.frames:
            yield pytest.param(code, frame, id=f"{code}-{frame.name}")


@pytest.mark.parametrize(("code", "frame"), list(frames()))
def test_frame(code: str, frame: Frame) -> None:
    """A frame reads its example as its relation, and nothing in the sentence that only looks alike."""
    assert (frame.predicate, frame.name) in {(s.predicate, s.rule) for s in statements(code, frame.example)}
    assert frame.name not in {s.rule for s in statements(code, frame.counterexample)}


@pytest.mark.parametrize("code", available())
def test_as_many_negative_examples(code: str) -> None:
    """Each pattern and frame of a language has a sentence that looks alike and is not, and each relation has some."""
    tongue = language(code)
    entries = [*tongue.relations, *tongue.frames.frames]
    assert [entry.name for entry in entries if not entry.counterexample or entry.counterexample == entry.example] == []
    counted = Counter(entry.predicate for entry in entries)
    assert set(counted) == set(vocabulary().relations)


@pytest.mark.parametrize(
    ("code", "text", "triple"),
    [
        (
            "en",
            "Infineon, whose chips are scarce, has shipped to Volkswagen.",
            ("Infineon", "suppliesTo", "Volkswagen"),
        ),
        ("en", "Volkswagen, which Infineon supplies, is growing.", ("Infineon", "suppliesTo", "Volkswagen")),
        ("de", "Volkswagen wird seit 2020 von Infineon beliefert.", ("Infineon", "suppliesTo", "Volkswagen")),
        ("de", "Mistral AI, an der ASML elf Prozent hält, wächst.", ("ASML", "investsIn", "Mistral AI")),
        ("nl", "GitHub werd in 2018 overgenomen door Microsoft.", ("GitHub", "partOf", "Microsoft")),
        ("sv", "GitHub har köpts av Microsoft.", ("GitHub", "partOf", "Microsoft")),
        ("sv", "I fjol köpte Microsoft konkurrenten GitHub.", ("GitHub", "partOf", "Microsoft")),
        ("fr", "À Dresde, Infineon exploite une usine.", ("Infineon", "locatedIn", "Dresden")),
        ("es", "GitHub, adquirida por Microsoft, crece.", ("GitHub", "partOf", "Microsoft")),
    ],
)
def test_word_order(code: str, text: str, triple: tuple[str, str, str]) -> None:
    """Who acts and on whom follows from voice, prepositions, relative clauses and word order, not from what is near."""
    subject, predicate, other = triple
    found = {(s, p, o) for s, p, o in stated(code, text) if p == predicate}
    assert any(subject in s and other in o for s, _, o in found)
    assert not any(other in s and subject in o for s, _, o in found)


@pytest.mark.parametrize(
    ("code", "text", "predicate"),
    [
        ("en", "Infineon may supply Volkswagen.", "suppliesTo"),
        ("en", "Infineon denied that it supplies Volkswagen.", "suppliesTo"),
        ("en", "Microsoft bought Nvidia chips.", "partOf"),
        ("de", "Infineon will Volkswagen beliefern.", "suppliesTo"),
        ("de", "Infineon beliefert Volkswagen nicht.", "suppliesTo"),
        ("de", "OpenAI hat das Studio von Apple-Legende Jony Ive übernommen.", "partOf"),
        ("nl", "Infineon wil aan Volkswagen leveren.", "suppliesTo"),
        ("nl", "Intel kocht 11 procent van ASML.", "partOf"),
        ("sv", "TSMC har köpt tio maskiner av ASML.", "partOf"),
        ("fr", "Infineon n’a pas livré de puces à Volkswagen.", "suppliesTo"),
        ("es", "Infineon podría suministrar chips a Volkswagen.", "suppliesTo"),
    ],
)
def test_no_fact(code: str, text: str, predicate: str) -> None:
    """What is denied, wished for or possible is no fact, and neither is a name that is part of a compound."""
    assert predicate not in {found for _, found, _ in stated(code, text)}


@pytest.mark.parametrize(
    ("code", "text", "triple"),
    [
        (
            "en",
            "Mistral AI is growing. Its finance chief, Anna Berg, agreed.",
            ("Anna Berg", "affiliatedWith", "Mistral AI"),
        ),
        (
            "de",
            "Infineon wächst. „Das freut uns“, sagt Vertriebschefin Anna Berg.",
            ("Anna Berg", "affiliatedWith", "Infineon"),
        ),
        (
            "en",
            "Mistral AI is growing. “We are pleased,” said Anna Berg, finance chief.",
            ("Anna Berg", "affiliatedWith", "Mistral AI"),
        ),
        (
            "de",
            "Der Verband Bitkom warnt vor Kosten. „Das wird teuer“, sagt Chefin Anna Berg.",
            ("Anna Berg", "affiliatedWith", "Bitkom"),
        ),
        ("nl", "ASML groeit. Invest-NL stak 6 miljoen euro in het bedrijf.", ("Invest-NL", "investsIn", "ASML")),
    ],
)
def test_whom_the_text_speaks_of(code: str, text: str, triple: tuple[str, str, str]) -> None:
    """An end that a phrase leaves out is the organisation that the last sentences are about most."""
    assert triple in stated(code, text)


@pytest.mark.parametrize(
    ("code", "text", "triple"),
    [
        (
            "de",
            "„Wir liefern an Volkswagen“, sagt Anna Berg, Chefin von Infineon.",
            ("Infineon", "suppliesTo", "Volkswagen"),
        ),
        (
            "nl",
            "“Wij leveren aan Philips,” zegt Anna Berg, directeur van ASML.",
            ("ASML", "suppliesTo", "Philips"),
        ),
        (
            "sv",
            "– Vi levererar till Volvo, säger Anna Berg, vd för Mycronic.",
            ("Mycronic", "suppliesTo", "Volvo"),
        ),
    ],
)
def test_we_is_the_speakers_organisation(code: str, text: str, triple: tuple[str, str, str]) -> None:
    """What "we" do in a quotation is done by the organisation of whoever speaks, and is less sure."""
    found = [s for s in statements(code, text) if s.predicate == triple[1]]
    assert any(triple[0] in s.subject.name and triple[2] in s.object.name for s in found)
    assert max(s.confidence for s in found) < max(s.confidence for s in statements(code, text))


def test_no_guess_where_the_text_tells() -> None:
    """Who the text says is of one firm is not guessed to be of another that it speaks of."""
    text = "Anna Berg, Chefin von Infineon, wartet. Siemens wächst. „Das freut uns“, sagt Finanzchefin Anna Berg."
    assert {o for _, p, o in stated("de", text) if p == "affiliatedWith"} == {"Infineon"}


def test_we_of_nobody_known() -> None:
    """A speaker whose organisation the text does not tell states nothing of it."""
    assert stated("en", "“We supply Volkswagen,” said Anna Berg.") == set()


@pytest.mark.parametrize(
    ("code", "text", "triple"),
    [
        ("de", "Das OpenAI-Modell GPT-5 ist da.", ("OpenAI", "develops", "GPT-5")),
        ("en", "The OpenAI model GPT-5 is out.", ("OpenAI", "develops", "GPT-5")),
        ("nl", "Mistral AI-oprichter Lin Wei is tevreden.", ("Lin Wei", "founded", "Mistral AI")),
        ("sv", "Göteborgsbolaget Zenseact växer.", ("Zenseact", "locatedIn", "Gothenburg")),
        ("en", "China’s Huawei is growing.", ("Huawei", "locatedIn", "China")),
    ],
)
def test_noun_phrases(code: str, text: str, triple: tuple[str, str, str]) -> None:
    """Compounds, genitives and nouns side by side say who owns, makes, leads and where."""
    assert triple in stated(code, text)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "Das China-Institut Merics wächst."),
        ("de", "Die KI-Firma xAI wächst."),
        ("en", "The Nvidia shares of Microsoft fell."),
    ],
)
def test_noun_phrases_that_say_nothing(code: str, text: str) -> None:
    """A topic is no place, a technology no product, and shares are no part of a firm."""
    assert stated(code, text) == set()


@pytest.mark.parametrize(
    ("code", "text", "name", "status"),
    [
        ("nl", "Washington schrapte het verkoopverbod voor de H200.", "Ban on H200", "Reversed"),
        ("en", "Washington lifted its ban on the H20.", "Ban on H20", "Reversed"),
        ("en", "China imposed a ban on the H20 in 2023.", "", "InForce"),
        ("de", "Brüssel plant Zölle auf Stahl aus China.", "", "Proposed"),
    ],
)
def test_policy_status(code: str, text: str, name: str, status: str) -> None:
    """The clause of a measure tells whether it is proposed, in force, suspended or reversed."""
    details = [fact for fact in analysed(code, text)[1] if isinstance(fact, PolicyDetails)]
    assert [fact.status for fact in details if fact.policy.name.startswith(name)] == [status]


def test_policy_is_named_by_what_the_document_states() -> None:
    """A measure known by its noun is called by what another sentence says of it, alike in every document."""
    texts = (
        "Die Exportregeln des amerikanischen Handelsministeriums sind streng. Der H800 fällt unter die Exportregeln.",
        "Auch der H800 fällt unter die Exportregeln des amerikanischen Handelsministeriums.",
    )
    names = [{k.entity.name for k in analysed("de", text)[0].links if k.entity.kind == "Policy"} for text in texts]
    assert names[0] == names[1] == {"Export control on H800 by United States Department of Commerce"}


def test_policies_of_two_documents_that_only_share_a_noun() -> None:
    """Two documents' "the ban", of which nothing else is known, are two policies."""
    names = [
        {k.entity.name for k in analysed("en", text)[0].links if k.entity.kind == "Policy"}
        for text in ("The ban is old.", "The ban is new.")
    ]
    assert names[0].isdisjoint(names[1])
    assert all(len(found) == 1 for found in names)


def test_approval_permits() -> None:
    """An approval permits what it is for and restricts nothing."""
    triples = stated("en", "Washington approved sales of the H20 to China.")
    predicates = {predicate for subject, predicate, _ in triples if subject.startswith("Approval")}
    assert "permits" in predicates
    assert "restricts" not in predicates


@pytest.mark.parametrize(
    ("code", "text", "triple"),
    [
        ("en", "Ruth Vane, a shipbroker with Siemens in London, agreed.", ("Ruth Vane", "affiliatedWith", "Siemens")),
        (
            "en",
            "Ruth Vane, 54, long in charge of buying at Siemens, agreed.",
            ("Ruth Vane", "affiliatedWith", "Siemens"),
        ),
        ("de", "Ruth Vane, lange bei Siemens zuständig, stimmt zu.", ("Ruth Vane", "affiliatedWith", "Siemens")),
        (
            "nl",
            "Ruth Vane (54), jarenlang actief bij Siemens, is het eens.",
            ("Ruth Vane", "affiliatedWith", "Siemens"),
        ),
        ("es", "Ruth Vane, que investiga en Siemens, asiente.", ("Ruth Vane", "affiliatedWith", "Siemens")),
    ],
)
def test_employer_behind_a_name(code: str, text: str, triple: tuple[str, str, str]) -> None:
    """Whatever she is called, a person works for the organisation that a preposition ties to her behind her name."""
    assert triple in stated(code, text)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Ruth Vane, who praised Siemens, agreed."),
        ("de", "Ruth Vane, die Siemens lobte, stimmt zu."),
        ("nl", "Ruth Vane, die Siemens prees, is het eens."),
        ("en", "Ruth Vane, the head of Infineon, agreed. Ruth Vane, no friend of Siemens, smiled."),
    ],
)
def test_no_employer_behind_a_name(code: str, text: str) -> None:
    """What she praises employs nobody, and nothing is guessed of a person whose employer the document tells."""
    assert "Siemens" not in {other for _, predicate, other in stated(code, text) if predicate == "affiliatedWith"}


@pytest.mark.parametrize(
    ("code", "text", "seller"),
    [
        ("en", "Siemens bought Alstom in 2019 and sells trains to SNCF.", "Siemens"),
        ("sv", "Siemens köpte Alstom 2019 och säljer tåg till SNCF.", "Siemens"),
        ("en", "Siemens praised Alstom in 2019, and Bosch sells trains to SNCF.", "Bosch"),
    ],
)
def test_second_verb(code: str, text: str, seller: str) -> None:
    """A verb behind "and" shares the first verb's subject, unless a name of its own stands before it."""
    assert {s for s, predicate, _ in stated(code, text) if predicate == "suppliesTo"} == {seller}


@pytest.mark.parametrize(
    ("code", "text", "triple"),
    [
        ("en", "Siemens holds 75 per cent of Infineon.", ("Infineon", "partOf", "Siemens")),
        ("en", "Siemens holds 25 per cent of Infineon.", ("Siemens", "investsIn", "Infineon")),
        ("en", "Siemens bought a majority stake in Infineon.", ("Infineon", "partOf", "Siemens")),
        ("en", "Siemens bought a minority stake in Infineon.", ("Siemens", "investsIn", "Infineon")),
        ("nl", "Siemens bezit 75 procent van Infineon.", ("Infineon", "partOf", "Siemens")),
        ("nl", "Siemens kocht 20 procent van Infineon.", ("Siemens", "investsIn", "Infineon")),
        ("sv", "Siemens köpte en majoritet av Infineon.", ("Infineon", "partOf", "Siemens")),
        ("sv", "Siemens köpte 11 procent av Infineon.", ("Siemens", "investsIn", "Infineon")),
        ("de", "Siemens hält 75 Prozent an Infineon.", ("Infineon", "partOf", "Siemens")),
        ("fr", "Siemens détient 75 % de STMicroelectronics.", ("STMicroelectronics", "partOf", "Siemens")),
        ("es", "Siemens posee el 75 % de Infineon.", ("Infineon", "partOf", "Siemens")),
    ],
)
def test_share(code: str, text: str, triple: tuple[str, str, str]) -> None:
    """Most of a firm makes it part of its owner, less is an investment, whatever the verb."""
    deals = {"partOf", "investsIn", "suppliesTo"}
    assert {found for found in stated(code, text) if found[1] in deals} == {triple}


def test_share_of_another_clause() -> None:
    """The share that one firm holds says nothing of what another holds."""
    found = stated("en", "TSMC holds 70% of Infineon; Bosch and Siemens own 10% each.")
    assert ("Infineon", "partOf", "TSMC") in found
    assert {(s, o) for s, p, o in found if p == "investsIn"} == {("Bosch", "Infineon"), ("Siemens", "Infineon")}


def test_share_of_something_else() -> None:
    """A share of what a firm makes is none of the firm."""
    assert ("Siemens", "suppliesTo", "Volkswagen") in stated(
        "en", "Siemens sells 60 percent of its chips to Volkswagen."
    )


@pytest.mark.parametrize(
    ("code", "text", "triple"),
    [
        ("de", "Nexperia ist eine Wingtech-Tochter.", ("Nexperia", "partOf", "Wingtech")),
        ("de", "Nexperia, eine Wingtech-Tochter, wächst.", ("Nexperia", "partOf", "Wingtech")),
        ("nl", "Nexperia is een Wingtech-dochter.", ("Nexperia", "partOf", "Wingtech")),
        ("en", "Vestas, a Danish turbine maker, is growing.", ("Vestas", "locatedIn", "Denmark")),
        ("de", "Vestas, ein dänischer Hersteller von Turbinen, wächst.", ("Vestas", "locatedIn", "Denmark")),
        ("es", "Vestas, un fabricante danés de turbinas, crece.", ("Vestas", "locatedIn", "Denmark")),
        ("en", "The Danish brewer Carlsberg is growing.", ("Carlsberg", "locatedIn", "Denmark")),
        ("de", "Der Schweizer Stromhändler Axpo wächst.", ("Axpo", "locatedIn", "Switzerland")),
    ],
)
def test_described_beside_the_name(code: str, text: str, triple: tuple[str, str, str]) -> None:
    """What an apposition or the noun before a name says of it: whose subsidiary it is, of which country."""
    assert triple in stated(code, text)


@pytest.mark.parametrize(
    ("code", "text", "predicate"),
    [
        ("de", "Nexperia lobt heute ausdrücklich eine Wingtech-Tochter.", "partOf"),
        ("nl", "Nexperia klaagt nu opnieuw over een Wingtech-dochter.", "partOf"),
        ("en", "Siemens, supplier to a Danish turbine maker, is growing.", "locatedIn"),
        ("de", "Siemens, Zulieferer für dänische Hersteller, wächst.", "locatedIn"),
        ("en", "The Danish brewer Ruth Vane praised Carlsberg.", "locatedIn"),
    ],
)
def test_not_described_beside_the_name(code: str, text: str, predicate: str) -> None:
    """What stands behind a verb or a preposition describes another; a person is located nowhere."""
    assert predicate not in {found for _, found, _ in stated(code, text)}


@pytest.mark.parametrize(
    ("code", "text", "customers"),
    [
        ("nl", "Infineon levert niet alleen aan Bosch, maar ook aan Siemens.", {"Bosch", "Siemens"}),
        ("de", "Infineon beliefert Bosch sowie Siemens.", {"Bosch", "Siemens"}),
        ("en", "Infineon supplies Bosch as well as Siemens.", {"Bosch", "Siemens"}),
        ("en", "Infineon supplies Bosch but praised Siemens.", {"Bosch"}),
    ],
)
def test_joined_names(code: str, text: str, customers: set[str]) -> None:
    """Words such as "as well as" and "but also" join names, also over a preposition that comes again."""
    assert {other for _, predicate, other in stated(code, text) if predicate == "suppliesTo"} == customers


@pytest.mark.parametrize(
    ("code", "text", "triple"),
    [
        (
            "nl",
            "ASML groeit. Ook Infineon, Bosch en Siemens investeren in het bedrijf.",
            ("Infineon", "investsIn", "ASML"),
        ),
        (
            "sv",
            "Saab växer här.\n\nDen svenska biltillverkaren Volvo drar in pengar. Pengarna kommer från Siemens.",
            ("Siemens", "investsIn", "Volvo"),
        ),
        (
            "fr",
            "Soitec grandit.\n\nLe groupe Renault aide Soitec. Ils tiennent. La société emploie une équipe à Toulouse.",
            ("Soitec", "locatedIn", "Toulouse"),
        ),
    ],
)
def test_whom_a_description_means(code: str, text: str, triple: tuple[str, str, str]) -> None:
    """A list of subjects is not its own object; the paragraph's firm counts, then the one that the text is about."""
    assert triple in {(s.split()[0], p, o.split()[0]) for s, p, o in stated(code, text)}


@pytest.mark.parametrize(
    ("code", "text", "triple"),
    [
        ("de", "Bosch wächst. Infineon, ein Lieferant des Konzerns, wächst.", ("Infineon", "suppliesTo", "Bosch")),
        ("de", "Bosch wächst. Der Chef des Konzerns heißt Hans Vane.", ("Hans Vane", "affiliatedWith", "Bosch")),
        (
            "de",
            "Kuka, den der chinesische Konzern Midea 2016 übernommen hatte, wächst.",
            ("Kuka", "partOf", "Midea Group"),
        ),
        (
            "en",
            "Backed by Volkswagen and Siemens, the chipmaker Infineon grows. Its first customers were Bosch and SAP.",
            ("Infineon", "suppliesTo", "Bosch"),
        ),
    ],
)
def test_who_is_meant(code: str, text: str, triple: tuple[str, str, str]) -> None:
    """An apposition speaks of another; a genitive, "den" and "by X and Y" are no subjects."""
    found = stated(code, text)
    assert triple in found
    assert triple[::-1] not in found


def test_names_before_nouns_of_persons_found_nothing() -> None:
    """A firm whose engineers found another is not its founder."""
    found = stated("en", "Three Siemens engineers founded Infineon in 1999.")
    assert ("Siemens", "founded", "Infineon") not in found


def test_a_firm_that_is_sold_is_no_supply() -> None:
    """Who sells a firm supplies nobody by the verb's frame; who sells wares does."""
    assert "liefert-an" not in {s.rule for s in statements("de", "Siemens hat Infineon an Bosch verkauft.")}
    assert "liefert-an" in {s.rule for s in statements("de", "Siemens hat Maschinen an Bosch verkauft.")}

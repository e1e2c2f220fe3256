"""Policies: which words name a measure, what is done with it and by whom, since when, and what replaces what."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from kg.analysis import Analyser
from kg.documents import read_text
from kg.errors import DataError
from kg.iris import DEFAULT_BASE_IRI
from kg.languages.measures import ACTS, read_acts
from kg.model import Fact, PolicyDate, PolicyDetails, Reading, Statement
from kg.rdf import document_quads

TODAY = date(2026, 11, 10)


@cache
def analyser() -> Analyser:
    """The analyser with the knowledge base that comes with kg."""
    return Analyser.load()


@cache
def analysed(code: str, text: str, issued: date | None = TODAY) -> tuple[Reading, tuple[Fact, ...]]:
    """The reading and facts of a text in a language, of the document's day."""
    document = read_text(text, "example.txt", DEFAULT_BASE_IRI, language=code)
    return analyser().analyse(replace(document, issued=issued))


def policies(code: str, text: str) -> set[str]:
    """The names of the policies of a text."""
    return {link.entity.name for link in analysed(code, text)[0].links if link.entity.kind == "Policy"}


def stated(code: str, text: str, predicate: str) -> set[tuple[str, str]]:
    """The pairs that a text states of a relation, kinds of policies by their first word."""
    facts = [fact for fact in analysed(code, text)[1] if isinstance(fact, Statement) and fact.predicate == predicate]
    return {(_short(fact.subject.name), _short(fact.object.name)) for fact in facts}


def _short(name: str) -> str:
    return re.split(r" (?:on|by|against|for|\(document) ", name, maxsplit=1)[0]


def statuses(code: str, text: str) -> set[str]:
    """How far the policies of a text have come."""
    return {fact.status for fact in analysed(code, text)[1] if isinstance(fact, PolicyDetails) and fact.status}


def dates(code: str, text: str, issued: date | None = TODAY) -> set[tuple[str, str]]:
    """The dates of the policies of a text."""
    return {(fact.name, fact.value) for fact in analysed(code, text, issued)[1] if isinstance(fact, PolicyDate)}


# -- how far it has come ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text", "status"),
    [
        ("en", "Tokyo lifted the export ban.", "Reversed"),
        ("en", "The moratorium, adopted by Norway in May, was suspended.", "Suspended"),
        ("en", "The surtax has been in force since October.", "InForce"),
        ("en", "Norway proposed a levy on plastic.", "Proposed"),
        ("nl", "Noorwegen hief het vangstquotum op.", "Reversed"),
        ("nl", "De rechter schorste het moratorium.", "Suspended"),
        ("nl", "Het rookverbod is van kracht.", "InForce"),
        ("nl", "Noorwegen stelde een importheffing voor.", "Proposed"),
        ("sv", "Norge slopade importförbudet.", "Reversed"),
        ("sv", "Ungern pausade importförbudet.", "Suspended"),
        ("sv", "Importförbudet gäller.", "InForce"),
        ("sv", "Norge föreslog en koldioxidskatt.", "Proposed"),
        ("de", "Norwegen hob das Fangverbot im Mai auf.", "Reversed"),
        ("de", "Norwegen setzte das Fangverbot aus.", "Suspended"),
        ("de", "Das Fangverbot trat in Kraft.", "InForce"),
        ("de", "Norwegen schlug ein Fangverbot vor.", "Proposed"),
        ("fr", "La Norvège a levé le moratoire.", "Reversed"),
        ("fr", "La Norvège a suspendu le moratoire.", "Suspended"),
        ("fr", "Le moratoire est en vigueur.", "InForce"),
        ("fr", "La Norvège propose un moratoire.", "Proposed"),
        ("es", "Noruega levantó la moratoria.", "Reversed"),
        ("es", "Noruega suspendió la moratoria.", "Suspended"),
        ("es", "La moratoria sigue vigente.", "InForce"),
        ("es", "Noruega propuso una moratoria.", "Proposed"),
    ],
)
def test_status(code: str, text: str, status: str) -> None:
    """The verb of a measure's clause tells how far it has come."""
    assert statuses(code, text) == {status}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Tokyo never lifted the export ban."),
        ("en", "Tokyo may lift the export ban."),
        ("en", "Tokyo lifted its mood after the export ban."),
        ("en", "If Tokyo lifted the export ban, prices fell."),
        ("nl", "Noorwegen hief het vangstquotum niet op."),
        ("nl", "Noorwegen zou het vangstquotum kunnen kennen."),
        ("sv", "Norge slopade inte importförbudet."),
        ("sv", "Norge har inte infört något importförbud."),
        ("de", "Norwegen hob das Fangverbot nicht auf."),
        ("de", "Norwegen griff das Fangverbot auf."),
        ("fr", "La Norvège n'a pas levé le moratoire."),
        ("fr", "La Norvège commente le moratoire."),
        ("es", "Noruega no levantó la moratoria."),
        ("es", "Noruega comentó la moratoria."),
    ],
)
def test_no_status(code: str, text: str) -> None:
    """What is denied, conditional, only possible or of another thing tells no status."""
    assert statuses(code, text) <= {"Proposed"} if "zou" in text else statuses(code, text) == set()


# -- when --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("en", "Norway introduced a surtax in January 2025.", ("issued", "2025-01")),
        ("en", "The surtax has applied since October 2022.", ("validFrom", "2022-10")),
        ("en", "The moratorium runs until 2028.", ("validUntil", "2028")),
        ("en", "Norway proposed a surtax in May 2026.", ("submitted", "2026-05")),
        ("en", "Norway lifted the surtax on 3 May 2026.", ("validUntil", "2026-05-03")),
        ("nl", "Noorwegen voert op 1 januari 2027 een vliegtaks in.", ("validFrom", "2027-01-01")),
        ("nl", "Sinds oktober 2022 geldt een exportverbod voor gallium.", ("validFrom", "2022-10")),
        ("nl", "De subsidieregeling loopt tot 2028.", ("validUntil", "2028")),
        ("sv", "Norge införde importförbudet i mars 2024.", ("issued", "2024-03")),
        ("sv", "Importförbudet gäller till 2028.", ("validUntil", "2028")),
        ("de", "Ab dem 1. Januar 2027 gilt ein Importverbot.", ("validFrom", "2027-01-01")),
        ("de", "Das Förderprogramm läuft bis 2028.", ("validUntil", "2028")),
        ("fr", "Le décret entre en vigueur le 1er janvier 2027.", ("validFrom", "2027-01-01")),
        ("fr", "La subvention court jusqu'en 2028.", ("validUntil", "2028")),
        ("es", "El real decreto entrará en vigor el 1 de enero de 2027.", ("validFrom", "2027-01-01")),
        ("es", "Noruega levantó la moratoria el 3 de mayo de 2026.", ("validUntil", "2026-05-03")),
    ],
)
def test_dates(code: str, text: str, found: tuple[str, str]) -> None:
    """The clause tells when a measure was proposed or adopted, and from and until when it is in force."""
    assert dates(code, text) == {found}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Since October 2022 Nvidia has complained about the surtax."),
        ("en", "Norway did not introduce a surtax in January 2025."),
        ("en", "The surtax was criticised in May 2026."),
        ("nl", "Sinds oktober 2022 klaagt Nvidia over het exportverbod."),
        ("nl", "Noorwegen voerde in mei 2024 geen vliegtaks in."),
        ("nl", "Tot 2028 bouwt ASML in Veldhoven."),
        ("sv", "Norge införde inte importförbudet i mars 2024."),
        ("sv", "I mars 2024 diskuterades importförbudet."),
        ("de", "Seit 2022 klagt Siemens über das Importverbot."),
        ("de", "Das Förderprogramm wurde 2024 gelobt."),
        ("fr", "Depuis octobre 2022, Nvidia critique la subvention."),
        ("fr", "Le décret n'entre pas en vigueur le 1er janvier 2027."),
        ("es", "Desde 2022 Nvidia critica la moratoria."),
        ("es", "Noruega no levantó la moratoria el 3 de mayo de 2026."),
    ],
)
def test_no_dates(code: str, text: str) -> None:
    """A time of something else, or of what did not happen, is no date of a measure."""
    assert dates(code, text) == set()


def test_dates_from_the_documents_day() -> None:
    """What is told from the document's day is no date where that day is not known."""
    text = "Norway lifted the surtax last month."
    assert dates("en", text) == {("validUntil", "2026-10")}
    assert dates("en", text, None) == set()


def test_dates_in_the_graph() -> None:
    """A date stands at its policy and at a node of its own with the words that tell it."""
    reading, facts = analysed("en", "Norway lifted the surtax on 3 May 2026.")
    quads = document_quads(reading, facts, DEFAULT_BASE_IRI)
    until = [quad for quad in quads if quad.predicate.value.endswith("validUntil") and "policy/" in str(quad.subject)]
    node = next(quad.object for quad in quads if quad.predicate.value.endswith("#dating"))
    said = {quad.predicate.value.rpartition("#")[2]: quad.object for quad in quads if quad.subject == node}
    assert [quad.object.value for quad in until] == ["2026-05-03"]
    assert {"validUntil", "evidence", "rule"} <= set(said)
    words = next(q.object.value for q in quads if q.subject == said["evidence"] and "anchorOf" in q.predicate.value)
    assert words == "Norway lifted the surtax on 3 May 2026."


# -- who ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text", "issuer"),
    [
        ("en", "Last week Norway again extended the moratorium on fishing.", "Norway"),
        ("en", "The levy was introduced in May by the Danish government.", "Government of Denmark"),
        ("nl", "De Europese Commissie keurde de steunregeling goed.", "European Commission"),
        ("nl", "Het verbod dat het Europees Parlement in 2019 aannam, geldt.", "European Parliament"),
        ("sv", "Förra veckan upphävde Norge förbudet.", "Norway"),
        ("sv", "Förbudet infördes av Norge.", "Norway"),
        ("de", "Norwegen hob das Fangverbot im Mai auf.", "Norway"),
        ("de", "Das von der EU-Kommission erlassene Importverbot gilt.", "European Commission"),
        ("fr", "La Norvège a levé le moratoire sur la pêche.", "Norway"),
        ("fr", "Le moratoire décidé par la Norvège demeure.", "Norway"),
        ("es", "Noruega levantó la moratoria de pesca.", "Norway"),
        ("es", "La moratoria aprobada por Noruega sigue.", "Norway"),
    ],
)
def test_who_issues(code: str, text: str, issuer: str) -> None:
    """Who imposes, eases, suspends or lifts a measure issues it, in any order and voice."""
    assert {one for one, _ in stated(code, text, "issues")} == {issuer}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The Danish levy worries Maersk."),
        ("en", "Last week Norway criticised the moratorium."),
        ("nl", "Het Deense verbod blijft."),
        ("nl", "Het exportverbod voor China blijft."),
        ("sv", "Det norska förbudet består."),
        ("sv", "Exportförbudet till Kina består."),
        ("de", "Das dänische Fangverbot gilt."),
        ("de", "Norwegen führte im Mai Gespräche über das Fangverbot."),
        ("fr", "Le moratoire norvégien demeure."),
        ("fr", "La Norvège commente le moratoire."),
        ("es", "La moratoria noruega sigue."),
        ("es", "Noruega comentó la moratoria."),
    ],
)
def test_who_does_not_issue(code: str, text: str) -> None:
    """An adjective tells where a measure is from, not which body issued it; who speaks of it does not issue it."""
    assert stated(code, text, "issues") == set()


def test_adjective_is_in_the_name() -> None:
    """A measure that an adjective ties to a country is called after it: two countries' bans are two policies."""
    found = policies("en", "The Danish ban on gallium is older than the Polish ban on gallium.")
    assert found == {"Ban on Gallium by Denmark", "Ban on Gallium by Poland"}


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Nvidia fears the export controls on AI chips.", True),
        ("The export controls of the United States on AI chips hurt Nvidia.", True),
        ("Japanese export controls on AI chips hurt Nvidia.", False),
        ("Japan tightened its export controls on AI chips.", False),
    ],
)
def test_common_name_of_a_known_policy(text: str, known: bool) -> None:
    """The common name of one state's well-known measure is not that of another state's."""
    assert ("United States semiconductor export controls" in policies("en", text)) is known


# -- to whom -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text", "predicate"),
    [
        ("en", "The White House granted Nvidia an export licence.", "permits"),
        ("en", "Nvidia received a subsidy.", "targets"),
        ("nl", "In mei verleende Japan Nvidia een exportvergunning.", "permits"),
        ("nl", "Japan gaf een subsidie aan Nvidia.", "targets"),
        ("sv", "I maj beviljade Japan Nvidia en exportlicens.", "permits"),
        ("sv", "Japan införde ett exportförbud mot Nvidia.", "targets"),
        ("de", "Im Mai erteilte Japan Nvidia eine Exportgenehmigung.", "permits"),
        ("de", "Im Mai verhängte Japan gegen Nvidia ein Exportverbot.", "targets"),
        ("fr", "Le Japon a accordé une dérogation à Nvidia.", "permits"),
        ("fr", "Le Japon a imposé à Nvidia un embargo.", "targets"),
        ("es", "Japón concedió a Nvidia una licencia de exportación.", "permits"),
        ("es", "Japón impuso a Nvidia una prohibición.", "targets"),
    ],
)
def test_to_whom(code: str, text: str, predicate: str) -> None:
    """A licence permits whom it is given to; a subsidy helps and a ban hits the firm that it aims at."""
    assert {two for _, two in stated(code, text, predicate)} == {"Nvidia"}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The White House denied Nvidia an export licence."),
        ("nl", "In mei weigerde Japan Nvidia een exportvergunning."),
        ("sv", "I maj nekade Japan Nvidia en exportlicens."),
        ("de", "Im Mai verweigerte Japan Nvidia eine Exportgenehmigung."),
        ("fr", "Nvidia a demandé une dérogation."),
        ("es", "Japón negó a Nvidia una licencia de exportación."),
    ],
)
def test_to_nobody(code: str, text: str) -> None:
    """What is refused or asked for permits nothing."""
    assert stated(code, text, "permits") == set()


def test_a_licence_permits_no_body_of_the_state() -> None:
    """The body that grants a licence is not whom it is granted to."""
    assert stated("de", "Im Mai erteilte die Bundesnetzagentur eine Exportgenehmigung.", "permits") == set()


# -- what ends what ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The export quota replaces the import ban."),
        ("nl", "De verordening vervangt de richtlijn."),
        ("sv", "Förordningen ersätter direktivet."),
        ("de", "Die Verordnung löst die Richtlinie ab."),
        ("fr", "La directive est remplacée par le règlement."),
        ("es", "El reglamento sustituye a la directiva."),
    ],
)
def test_reverses(code: str, text: str) -> None:
    """A measure reverses the one that it replaces or repeals."""
    assert len(stated(code, text, "reverses")) == 1


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Tokyo lifted the import ban."),
        ("en", "The export quota does not replace the import ban."),
        ("nl", "De verordening lijkt op de richtlijn."),
        ("sv", "Förordningen ersätter inte direktivet."),
        ("de", "Die Verordnung ersetzt die Richtlinie nicht."),
        ("fr", "Le règlement évoque la directive."),
        ("es", "El reglamento cita a la directiva."),
    ],
)
def test_reverses_nothing(code: str, text: str) -> None:
    """That a measure was lifted says nothing of another measure; what is denied is not so."""
    assert stated(code, text, "reverses") == set()


# -- which words name a measure ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The Danish government imposed a tax on flights."),
        ("en", "In Norway a law was signed by the Danish government."),
        ("nl", "Noorwegen verhoogde de accijns."),
        ("sv", "Norge höjde fiskekvoten."),
        ("de", "Der Bundestag beschloss ein Gesetz."),
        ("fr", "Le gouvernement danois a instauré une taxe."),
        ("es", "El Gobierno danés aprobó un impuesto."),
    ],
)
def test_general_noun_of_a_measure(code: str, text: str) -> None:
    """A general noun names a measure where a body of the state is said to have imposed it."""
    assert len(policies(code, text)) == 1


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Boeing cancelled its order for engines."),
        ("en", "Alphabet announced a plan to cut costs in Japan."),
        ("nl", "Philips schrapte het plan voor een fabriek in Japan."),
        ("nl", "De opheffing van de winkel kwam onverwacht."),
        ("sv", "Volvo införde en avgift för laddning."),
        ("de", "Siemens hat eine Regelung für Homeoffice eingeführt."),
        ("de", "Die Beförderung von Gütern kostet Geld."),
        ("fr", "Renault a lancé un plan d'économies en Espagne."),
        ("es", "Repsol anunció un plan de inversiones en México."),
    ],
)
def test_general_noun_of_something_else(code: str, text: str) -> None:
    """A firm's plans, orders and fees are no policies, nor are words that only end like one."""
    assert policies(code, text) == set()


@pytest.mark.parametrize(
    ("code", "text", "name"),
    [
        ("es", "Ayer entró en vigor la Ley de Movilidad Sostenible.", "Ley de Movilidad Sostenible"),
        ("es", "Rige el Real Decreto-ley 20/2022 desde ayer.", "Real Decreto-ley 20/2022"),
        ("fr", "Le Sénat examine la loi Duplomb.", "loi Duplomb"),
        ("nl", "Sinds gisteren geldt de Omgevingswet.", "Omgevingswet"),
        ("de", "Seit gestern gilt das Gebäudeenergiegesetz.", "Gebäudeenergiegesetz"),
        ("en", "In California Proposition 22 stands.", "Proposition 22"),
    ],
)
def test_law_by_name(code: str, text: str, name: str) -> None:
    """A law that the knowledge base does not have is called by the name that the text gives it."""
    assert policies(code, text) == {name}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "La ley de la oferta rige el mercado."),
        ("fr", "La loi du marché demeure."),
        ("nl", "Hij won de wet van Murphy niet."),
        ("de", "Seit gestern gilt das Naturgesetze-Buch als Klassiker."),
        ("en", "The proposition failed 22 times."),
    ],
)
def test_no_law_by_name(code: str, text: str) -> None:
    """A law without a name, and a noun that is none, make no name."""
    rules = {link.rule for link in analysed(code, text)[0].links}
    assert "named-law" not in rules


# -- one measure, one name ---------------------------------------------------------------------------------------------


def test_a_definite_description_means_the_measure_spoken_of() -> None:
    """A general noun with an article is the only measure that the document described; what is said keeps its place."""
    text = "China has a ban on gallium. Yesterday Norway spoke of the directive."
    reading, facts = analysed("en", text)
    assert len({link.entity for link in reading.links if link.entity.kind == "Policy"}) == 1
    evidence = {f.evidence[0].of(text) for f in facts if isinstance(f, Statement) and f.predicate == "restricts"}
    assert evidence == {"China has a ban on gallium."}


def test_an_indefinite_one_is_another_measure() -> None:
    """Without the article it is a new one, and with it where two measures were described."""
    assert len(policies("en", "China has a ban on gallium. Norway has a directive.")) == 2
    assert len(policies("en", "China has a ban on gallium and a ban on germanium. Norway knows the directive.")) == 3


def test_issuer_completes_the_name() -> None:
    """A measure is called by its object and by who is said to issue it, alike in two documents."""
    one = policies("nl", "Japan schrapte het verkoopverbod voor de H200.")
    two = policies("en", "Japan lifted the sales ban on the H200.")
    assert one == two == {"Ban on H200 by Japan"}


# -- the language files ------------------------------------------------------------------------------------------------

WHOLE = "\n".join(["[general]", *(f"[{act}]" for act in ACTS)])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[general", "not valid TOML"),
        ("[general]", "missing key 'reversed'"),
        (f"[other]\n{WHOLE}", "unknown key other"),
        (WHOLE.replace("[imposed]", "[imposed]\npassive = []"), "passive"),
        (WHOLE.replace("[general]", '[general]\nLaw = ["law"]'), "Law"),
        (f"{WHOLE}\n[laws]\nwords = []", "words"),
    ],
)
def test_acts_that_do_not_fit(text: str, message: str) -> None:
    """A file of acts that does not fit is refused with what is wrong and where."""
    with pytest.raises(DataError) as raised:
        read_acts(text, "measures/xx.toml")
    assert message in raised.value.what
    assert raised.value.where == "measures/xx.toml"

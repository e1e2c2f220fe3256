"""What English and Spanish newspapers write of firms and people states what it says; what only looks alike does not."""

from __future__ import annotations

import pytest
from analysed import facts

from kg.model import Claim, Statement


def pairs(code: str, text: str, predicate: str) -> set[tuple[str, str]]:
    """The ends of a text's statements with one predicate."""
    stated = (fact for fact in facts(code, text) if isinstance(fact, Statement))
    return {(s.subject.name, s.object.name) for s in stated if s.predicate == predicate}


ENGLISH: list[tuple[str, str, set[tuple[str, str]]]] = [
    ("partOf", "GitHub, which Microsoft snapped up in 2018, has moved its staff.", {("GitHub", "Microsoft")}),
    ("partOf", "Microsoft paid $7.5bn for GitHub in 2018.", {("GitHub", "Microsoft")}),
    ("partOf", "In 2018 GitHub passed into the hands of Microsoft.", {("GitHub", "Microsoft")}),
    ("partOf", "GitHub played into the hands of Microsoft.", set()),
    ("partOf", "Microsoft failed to buy TikTok.", set()),
    ("partOf", "The sale of Arm by SoftBank to Nvidia fell through.", set()),
    ("investsIn", "Mistral AI’s €1.7bn round was led by ASML.", {("ASML", "Mistral AI")}),
    ("investsIn", "Nvidia has sunk $5bn into Intel.", {("Nvidia", "Intel")}),
    (
        "investsIn",
        "Backed by ASML and Nvidia, the Paris start-up Mistral AI is growing.",
        {("ASML", "Mistral AI"), ("Nvidia", "Mistral AI")},
    ),
    ("investsIn", "Praised by ASML and Nvidia, the Paris start-up Mistral AI is growing.", set()),
    ("investsIn", "Nvidia refuses to invest in Graphcore.", set()),
    (
        "affiliatedWith",
        "After eleven years at Siemens, Lin Wei moved to Huawei.",
        {("Lin Wei", "Siemens"), ("Lin Wei", "Huawei")},
    ),
    ("affiliatedWith", "Siemens has put Lin Wei in charge of its battery unit.", {("Lin Wei", "Siemens")}),
    ("affiliatedWith", "Lin Wei sits on Huawei’s supervisory board.", {("Lin Wei", "Huawei")}),
    ("affiliatedWith", "Lin Wei praised Siemens.", set()),
    ("affiliatedWith", "Lin Wei sued Siemens in 2019.", set()),
    (
        "founded",
        "Founded in 2023 by the investor Liang Wenfeng, DeepSeek employs 200 people.",
        {("Liang Wenfeng", "DeepSeek")},
    ),
    ("founded", "Praised in 2023 by the investor Liang Wenfeng, DeepSeek employs 200 people.", set()),
    (
        "locatedIn",
        "Infineon, with offices in Dresden and Munich, makes chips.",
        {("Infineon", "Dresden"), ("Infineon", "Munich")},
    ),
    ("locatedIn", "Rostock, on Germany’s northern coast, builds ships.", {("Rostock", "Germany")}),
    ("locatedIn", "Infineon wants to open a factory in Dresden.", set()),
    ("locatedIn", "Infineon sells its chips in Dresden.", set()),
    ("suppliesTo", "Infineon makes sensors that go into Volkswagen’s cars.", {("Infineon", "Volkswagen")}),
    ("suppliesTo", "Rivian has picked Samsung SDI as its sole battery supplier.", {("Samsung SDI", "Rivian")}),
    ("suppliesTo", "Infineon depends on orders from Volkswagen.", {("Infineon", "Volkswagen")}),
    ("suppliesTo", "Mistral AI has secured funding from ASML.", set()),
    ("uses", "Airbus has rolled out ChatGPT to 10,000 employees.", {("Airbus", "ChatGPT")}),
    ("uses", "Airbus has banned ChatGPT.", set()),
    ("develops", "OpenAI is the company behind ChatGPT.", {("OpenAI", "ChatGPT")}),
    ("develops", "Airbus has rolled out ChatGPT to 10,000 employees.", set()),
    ("competesWith", "Rivalry between Airbus and Boeing is fierce.", {("Airbus", "Boeing")}),
    ("competesWith", "Airbus is bigger than Boeing.", set()),
]
SPANISH: list[tuple[str, str, set[tuple[str, str]]]] = [
    ("partOf", "GitHub pasó a manos de Microsoft en 2018.", {("GitHub", "Microsoft")}),
    ("partOf", "Microsoft se hizo con el control de GitHub en 2018.", {("GitHub", "Microsoft")}),
    ("partOf", "Microsoft, la empresa matriz de GitHub, no quiso comentar.", {("GitHub", "Microsoft")}),
    ("partOf", "Microsoft no logró comprar TikTok.", set()),
    ("partOf", "El 10 % de Intel está en manos de Nvidia.", set()),
    ("investsIn", "El 10 % de Intel está en manos de Nvidia.", {("Nvidia", "Intel")}),
    (
        "investsIn",
        "Mistral AI tiene como accionistas a ASML y Nvidia.",
        {("ASML", "Mistral AI"), ("Nvidia", "Mistral AI")},
    ),
    (
        "investsIn",
        "Respaldada por ASML y Nvidia, Mistral AI crece.",
        {("ASML", "Mistral AI"), ("Nvidia", "Mistral AI")},
    ),
    ("investsIn", "Elogiada por ASML y Nvidia, Mistral AI crece.", set()),
    ("investsIn", "Nvidia no invertirá en Graphcore.", set()),
    ("affiliatedWith", "Al frente de Huawei está Lin Wei.", {("Lin Wei", "Huawei")}),
    ("affiliatedWith", "Lin Wei asumirá en marzo la presidencia de Huawei.", {("Lin Wei", "Huawei")}),
    (
        "affiliatedWith",
        "Tras once años en Siemens, Lin Wei fichó por Huawei.",
        {("Lin Wei", "Siemens"), ("Lin Wei", "Huawei")},
    ),
    ("affiliatedWith", "Lin Wei demandó a Siemens en 2019.", set()),
    ("affiliatedWith", "Lin Wei elogió a Siemens.", set()),
    (
        "founded",
        "Creada en 2023 por el inversor Liang Wenfeng, DeepSeek emplea a 200 personas.",
        {("Liang Wenfeng", "DeepSeek")},
    ),
    ("founded", "Elogiada en 2023 por el inversor Liang Wenfeng, DeepSeek emplea a 200 personas.", set()),
    (
        "locatedIn",
        "Infineon cuenta con oficinas en Dresde y Múnich.",
        {("Infineon", "Dresden"), ("Infineon", "Munich")},
    ),
    ("locatedIn", "Infineon emplea a 4.000 personas en Dresde.", {("Infineon", "Dresden")}),
    ("locatedIn", "Infineon vende sus chips en Dresde.", set()),
    ("locatedIn", "Infineon quiere abrir una oficina en Dresde.", set()),
    ("suppliesTo", "Volkswagen supone un quinto de las ventas de Infineon.", {("Infineon", "Volkswagen")}),
    ("suppliesTo", "Rivian ha elegido a Samsung SDI como único proveedor de baterías.", {("Samsung SDI", "Rivian")}),
    ("suppliesTo", "Volkswagen se queja de Infineon.", set()),
    ("uses", "Airbus usa ChatGPT para redactar cartas.", {("Airbus", "ChatGPT")}),
    ("uses", "Airbus ha prohibido ChatGPT.", set()),
    ("develops", "OpenAI ha sacado una nueva versión de ChatGPT.", {("OpenAI", "ChatGPT")}),
    ("develops", "OpenAI ha sacado partido de ChatGPT.", set()),
    ("competesWith", "Airbus pierde cuota frente a Boeing.", {("Airbus", "Boeing")}),
    ("competesWith", "Airbus es mayor que Boeing.", set()),
]


@pytest.mark.parametrize(("predicate", "text", "expected"), ENGLISH)
def test_english(predicate: str, text: str, expected: set[tuple[str, str]]) -> None:
    """An English sentence states exactly these pairs of the relation."""
    assert pairs("en", text, predicate) == expected


@pytest.mark.parametrize(("predicate", "text", "expected"), SPANISH)
def test_spanish(predicate: str, text: str, expected: set[tuple[str, str]]) -> None:
    """A Spanish sentence states exactly these pairs of the relation."""
    assert pairs("es", text, predicate) == expected


@pytest.mark.parametrize(
    ("code", "text", "claims"),
    [
        ("en", "For now, insists Lin Wei, nothing will change.", ["For now, insists Lin Wei, nothing will change"]),
        ("en", "The trouble, argues Lin Wei, is the price.", ["The trouble, argues Lin Wei, is the price"]),
        ("en", "“We were lied to,” the statement said.", ["We were lied to"]),
        ("en", "Exports fell by 3%, Eurostat figures show.", ["Exports fell by 3%"]),
        ("en", "Lin Wei declined to comment.", []),
        ("en", "A group of senators wants the deal scrapped.", []),
        ("en", "Nvidia reported a loss of $300m.", []),
        ("es", "El acuerdo «no puede esperar», a juicio de Lin Wei.", ["El acuerdo «no puede esperar»"]),
        ("es", "Los datos de Eurostat muestran que los precios bajan.", ["los precios bajan"]),
        ("es", "La respuesta de Lin Wei: el acuerdo no puede esperar.", ["el acuerdo no puede esperar"]),
        ("es", "Iberdrola declinó hacer comentarios.", []),
        ("es", "Iberdrola anunció el cierre de la planta.", []),
    ],
)
def test_claims(code: str, text: str, claims: list[str]) -> None:
    """What somebody is said to say is a claim; what he does, wants or keeps to himself is none."""
    found = [fact for fact in facts(code, text) if isinstance(fact, Claim)]
    assert [span.of(text) for claim in found for span in claim.evidence] == claims

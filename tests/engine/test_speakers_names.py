import pytest

from nutgraf.engine.statements.names import same_person


@pytest.mark.parametrize(
    "names",
    [
        "Marta Eide|Марта Эйде|قائدة خفر السواحل مارتا إيده|Kommandantin Marta Eide",
        "Emi Tachihara|Эми Татихара|إيمي تاتشيهارا",
        "Sofia Reinholt|ソフィア・レインホルト総裁|Notenbankchefin Sofia Reinholt",
        "Ola Brandvik|براندفيك",
        "Selenskyj|Zelensky|Зеленский|زيلينسكي|ゼレンスキー",
        "Merkel|Меркель|ميركل|メルケル|메르켈|Μέρκελ|מרקל",
        "Erdoğan|Эрдоган|أردوغان|エルドアン|Erdogan",
        "Weber|Вебер|ويبر",
        "Wynn|Уинн",
        "Jonas|Йонас",
        "Jones|Джонс|جونز",
        "Modi|मोदी|মোদী",
        "Yılmaz|Йылмаз",
        "Viktor Orbán|Orbán Viktor|Orban",
        "ministro Rossi|Rossi",
        "Đorđe Ilić|Djordje Ilic",
        "بوتين|プーチン|Putin|푸틴",
    ],
)
def test_a_name_is_the_same_in_any_script(names: str) -> None:
    first, *others = names.split("|")
    assert {other: same_person(first, other) for other in others} == dict.fromkeys(others, True)
    assert all(same_person(other, first) for other in others)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marta Eide", "Piet Corvin"),
        ("ministro Rossi", "ministro Bianchi"),
        ("قائدة خفر السواحل مارتا إيده", "Noé Lambert"),
        ("Torben Haug", "Эми Татихара"),
        ("Clémence Delorme", "Luc Tessandier"),
    ],
)
def test_other_names_are_of_other_people(one: str, other: str) -> None:
    assert (same_person(one, other), same_person(other, one)) == (False, False)


@pytest.mark.parametrize("name", ["", "she", "a spokesman", "岡部さん", "浜口律子", "1", "…"])
def test_of_what_is_no_name_or_cannot_be_read_nothing_is_told(name: str) -> None:
    assert same_person(name, "Marta Eide") is None
    assert same_person(name, name) is None

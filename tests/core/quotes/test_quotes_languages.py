"""Invented sentences, at least three a language: who is quoted, by name, by pronoun and by office."""

import pytest

from nutgraf.core.quotes.find import find_quotes

# A quotation stands between ⟦ ⟧, which are taken out; "-> name" says who is to be found.
SPOKEN = {
    "en": """
        ⟦‘We shut the lock at noon,’⟧ said Ada Byrne, the harbour’s master. -> Ada Byrne
        Ada Byrne, the mayor of Port Orle, said: ⟦“We close it tonight.”⟧ -> Ada Byrne
        ⟦“It is the rivers' year,”⟧ the director of the Tide Board, Piet Oder, told reporters. -> Piet Oder
        Mrs Ada Byrne met Mr Jonas Quay. ⟦“He never listens,”⟧ she said. -> Mrs Ada Byrne
        The Tide Board said in a statement: ⟦“No one was in danger.”⟧ -> The Tide Board
        ⟦“We have no boats left,”⟧ a spokeswoman for Lumenor said on Monday. -> a spokeswoman for Lumenor
        ⟦“I told him ‘never again’ and I meant it,”⟧ Byrne said. -> Byrne
        ⟦“Nobody leaves,”⟧ thundered Ada Byrne. -> Ada Byrne
        ⟦“Nobody leaves,”⟧ later thundered the harbour master. -> the harbour master
        """,
    "de": """
        ⟦„Wir schließen die Schleuse“⟧, sagte Bürgermeisterin Jana Kroll am Montag. -> Bürgermeisterin Jana Kroll
        ⟦»Das Wasser steigt«⟧, warnte Kroll. -> Kroll
        Herr Ole Brandt kam mit Frau Jana Kroll. ⟦„Es reicht uns“⟧, sagte er. -> Herr Ole Brandt
        Der Hafenmeister Ole Brandt erklärte: ⟦„Niemand war in Gefahr.“⟧ -> Hafenmeister Ole Brandt
        ⟦„Wir haben ‚nie wieder‘ gesagt“⟧, so Brandt. -> Brandt
        ⟦„Das wird teuer“⟧, teilte die Polizei mit. -> Polizei
        """,
    "fr": """
        ⟦« Nous fermons l’écluse »⟧, a déclaré la maire, Léa Morin, lundi. -> Léa Morin
        ⟦« L’eau monte »⟧, a-t-elle ajouté après la visite de Léa Morin. -> elle
        Selon Léa Morin, ⟦« personne n’était en danger »⟧. -> Léa Morin
        Mme Léa Morin a reçu M. Paul Tessier. ⟦« Il faut partir »⟧, a-t-il dit. -> M. Paul Tessier
        ⟦“Nous avons fermé à midi”⟧, explique le directeur du port. -> le directeur du port
        ⟦« Le port rouvrira demain »⟧, martèle Léa Morin. -> Léa Morin
        ⟦« Nous restons »⟧, ironise-t-elle. -> elle
        ⟦« Nous restons »⟧, martèle la maire de Port-Orle. -> la maire de Port-Orle
        """,
    "es": """
        ⟦«Cerramos la esclusa»⟧, dijo la alcaldesa Marta Ruiz el lunes. -> Marta Ruiz
        La señora Marta Ruiz habló con el señor Juan Peña. ⟦«El agua sube»⟧, dijo ella. -> Marta Ruiz
        Según Marta Ruiz, ⟦“nadie estuvo en peligro”⟧. -> Marta Ruiz
        Marta Ruiz llegó tarde. ⟦“No habrá otra reunión”⟧, aseguró. -> Marta Ruiz
        ⟦—No nos vamos⟧ —dijo Ana Sol, y cerró la puerta. -> Ana Sol
        Marta Ruiz volvió al muelle. ⟦«No habrá otra reunión»⟧, zanjó. -> Marta Ruiz
        """,
    "pt": """
        ⟦“Fechamos a eclusa”⟧, disse a prefeita Joana Prado na segunda-feira. -> Joana Prado
        ⟦“A água está a subir”⟧, afirmou ele, depois de João Vaz falar. -> ele
        O porta-voz, João Vaz, explicou: ⟦“Ninguém esteve em perigo.”⟧ -> João Vaz
        De acordo com João Vaz, ⟦«o porto reabre amanhã»⟧. -> João Vaz
        """,
    "it": """
        ⟦«Chiudiamo la chiusa»⟧, ha detto la sindaca Anna Neri lunedì. -> Anna Neri
        ⟦“L’acqua sale”⟧, ha spiegato il direttore del porto. -> il direttore del porto
        Anna Neri è arrivata tardi. ⟦«Non si parte»⟧, ha aggiunto lei. -> Anna Neri
        Secondo Anna Neri, ⟦«nessuno era in pericolo»⟧. -> Anna Neri
        """,
    "nl": """
        ⟦„We sluiten de sluis”⟧, zei burgemeester Joke Vos maandag. -> Joke Vos
        ⟦‘Het water stijgt’⟧, aldus Vos. -> Vos
        Joke Vos kwam laat. ⟦“We gaan niet weg”⟧, zei ze. -> Joke Vos
        Volgens Joke Vos is ⟦“niemand in gevaar geweest”⟧. -> Joke Vos
        """,
    "sv": """
        ⟦”Vi stänger slussen”⟧, säger borgmästare Elsa Lind. -> Elsa Lind
        Elsa Lind kom sent. ⟦”Vattnet stiger”⟧, sade hon. -> Elsa Lind
        ⟦– Vi åker inte⟧, säger Olle Berg. -> Olle Berg
        """,
    "da": """
        ⟦»Vi lukker slusen«⟧, siger borgmester Mette Holm. -> Mette Holm
        Mette Holm kom sent. ⟦»Vandet stiger«⟧, sagde hun. -> Mette Holm
        ⟦»Ingen var i fare«⟧, oplyser politiet mandag. -> politiet mandag
        """,
    "no": """
        ⟦«Vi stenger slusen»⟧, sier ordfører Kari Vik. -> Kari Vik
        Kari Vik kom sent. ⟦«Vannet stiger»⟧, sa hun. -> Kari Vik
        ⟦– Vi drar ikke⟧, sier Nils Moe til avisen. -> Nils Moe
        """,
    "fi": """
        ⟦”Suljemme sulun”⟧, sanoo pormestari Aino Laine. -> Aino Laine
        Aino Laine tuli myöhään. ⟦”Vesi nousee”⟧, hän sanoi. -> Aino Laine
        Aino Laine kertoi: ⟦”Kukaan ei ollut vaarassa.”⟧ -> Aino Laine
        """,
    "pl": """
        ⟦„Zamykamy śluzę”⟧ – powiedziała burmistrz Anna Wilk. -> Anna Wilk
        Jan Wilk przyszedł późno. ⟦„Woda rośnie”⟧ – powiedział on. -> Jan Wilk
        ⟦— Nie jedziemy⟧ — dodał Jan Wilk. -> Jan Wilk
        Według Jana Wilka ⟦„nikt nie był w niebezpieczeństwie”⟧. -> Jana Wilka
        """,
    "cs": """
        ⟦„Zavíráme komoru,“⟧ řekla starostka Jana Malá. -> Jana Malá
        Petr Malý přišel pozdě. ⟦„Voda stoupá,“⟧ dodal on. -> Petr Malý
        Petr Malý uvedl: ⟦„Nikdo nebyl v ohrožení.“⟧ -> Petr Malý
        """,
    "sk": """
        ⟦„Zatvárame komoru,“⟧ povedala primátorka Eva Tichá. -> Eva Tichá
        Eva Tichá prišla neskoro. ⟦„Voda stúpa,“⟧ dodala ona. -> Eva Tichá
        Ján Tichý uviedol: ⟦„Nikto nebol v ohrození.“⟧ -> Ján Tichý
        """,
    "hu": """
        ⟦„Lezárjuk a zsilipet”⟧ – mondta Kovács Anna polgármester. -> Kovács Anna
        Kovács Anna későn jött. ⟦„Emelkedik a víz”⟧ – mondta ő. -> Kovács Anna
        Kovács Anna szerint ⟦„senki sem volt veszélyben”⟧. -> Kovács Anna
        """,
    "ro": """
        ⟦„Închidem ecluza”⟧, a declarat primarul Ana Munteanu luni. -> Ana Munteanu
        Ana Munteanu a venit târziu. ⟦„Apa crește”⟧, a spus ea. -> Ana Munteanu
        Potrivit Anei Munteanu, ⟦„nimeni nu a fost în pericol”⟧. -> Anei Munteanu
        """,
    "bg": """
        ⟦„Затваряме шлюза“⟧, заяви кметът Иван Колев. -> Иван Колев
        Иван Колев дойде късно. ⟦„Водата се покачва“⟧, каза той. -> Иван Колев
        Според Иван Колев ⟦„никой не е бил в опасност“⟧. -> Иван Колев
        """,
    "ru": """
        ⟦«Мы закрываем шлюз»⟧, — сказала мэр Анна Белова в понедельник. -> Анна Белова
        Господин Пётр Белов приехал с госпожой Анной Орловой. ⟦«Вода поднимается»⟧, — сказал он. -> Господин Пётр Белов
        По словам Петра Белова, ⟦«никто не был в опасности»⟧. -> Петра Белова
        ⟦— Мы не уедем⟧, — сказал Пётр Белов. -> Пётр Белов
        """,
    "uk": """
        ⟦«Ми закриваємо шлюз»⟧, — заявила мерка Олена Гай. -> Олена Гай
        Іван Гай прийшов пізно. ⟦«Вода піднімається»⟧, — сказав він. -> Іван Гай
        За словами Олени Гай, ⟦«ніхто не був у небезпеці»⟧. -> Олени Гай
        """,
    "sr": """
        ⟦„Zatvaramo ustavu”⟧, rekao je gradonačelnik Marko Ilić. -> Marko Ilić
        Marko Ilić je došao kasno. ⟦„Voda raste”⟧, dodao je on. -> Marko Ilić
        Ана Илић је изјавила: ⟦„Нико није био у опасности.“⟧ -> Ана Илић
        """,
    "hr": """
        ⟦„Zatvaramo ustavu”⟧, rekla je gradonačelnica Ana Horvat. -> Ana Horvat
        Ana Horvat je došla kasno. ⟦„Voda raste”⟧, kazala je ona. -> Ana Horvat
        Ana Horvat poručila je: ⟦„Nitko nije bio u opasnosti.“⟧ -> Ana Horvat
        """,
    "sl": """
        ⟦»Zapiramo zapornico«⟧, je dejala županja Ana Kos. -> Ana Kos
        Ana Kos je prišla pozno. ⟦»Voda narašča«⟧, je rekla ona. -> Ana Kos
        Ana Kos je povedala: ⟦»Nihče ni bil v nevarnosti.«⟧ -> Ana Kos
        """,
    "el": """
        ⟦«Κλείνουμε το φράγμα»⟧, είπε η δήμαρχος Άννα Κορρέ. -> Άννα Κορρέ
        Ο Νίκος Κορρές ήρθε αργά. ⟦«Το νερό ανεβαίνει»⟧, δήλωσε εκείνος. -> Νίκος Κορρές
        Σύμφωνα με τον Νίκο Κορρέ, ⟦«κανείς δεν κινδύνευσε»⟧. -> Νίκο Κορρέ
        """,
    "tr": """
        Belediye Başkanı Ayşe Kaya, ⟦“Kapağı kapatıyoruz”⟧ dedi. -> Belediye Başkanı Ayşe Kaya
        Ayşe Kaya geç geldi. ⟦“Su yükseliyor”⟧ diyen o, kapıyı kapattı. -> Ayşe Kaya
        ⟦“Kimse tehlikede değildi”⟧ dedi Mehmet Kaya. -> Mehmet Kaya
        """,
    "ar": """
        وقال سامي الحداد: ⟦«نغلق البوابة الليلة»⟧. -> سامي الحداد
        ⟦«المياه ترتفع»⟧، قالت ليلى منصور. -> ليلى منصور
        وأكد رئيس البلدية في بيان: ⟦"لم يكن أحد في خطر"⟧. -> رئيس البلدية
        """,
    "fa": """
        احمد رضایی گفت: ⟦«امشب دریچه را می‌بندیم.»⟧ -> احمد رضایی
        شهردار نوشت: ⟦«آب بالا می‌آید.»⟧ -> شهردار
        به گفته احمد رضایی، ⟦«هیچ‌کس در خطر نبود.»⟧ -> احمد رضایی
        """,
    "he": """
        ⟦"אנחנו סוגרים את השער"⟧, אמרה ראש העיר דנה לוי. -> ראש העיר דנה לוי
        דני לוי אמר: ⟦״המים עולים.״⟧ -> דני לוי
        לדברי דנה לוי, ⟦"איש לא היה בסכנה באותו לילה"⟧. -> דנה לוי
        """,
    "hi": """
        मेयर रवि कुमार ने कहा, ⟦"हम आज रात फाटक बंद करेंगे।"⟧ -> मेयर रवि कुमार
        ⟦"पानी बढ़ रहा है"⟧, सीता देवी ने बताया। -> सीता देवी
        रवि कुमार ने लिखा: ⟦“कोई खतरे में नहीं था।”⟧ -> रवि कुमार
        """,
    "id": """
        ⟦"Kami menutup pintu air,"⟧ kata Wali Kota Sari Dewi. -> Wali Kota Sari Dewi
        Sari Dewi datang terlambat. ⟦"Air naik,"⟧ ujarnya. -> Sari Dewi
        Budi Hartono mengatakan, ⟦"Tidak ada yang dalam bahaya."⟧ -> Budi Hartono
        """,
    "vi": """
        ⟦“Chúng tôi đóng cống”⟧, ông Trần Minh nói. -> Trần Minh
        Bà Lê Hoa cho biết: ⟦“Nước đang lên.”⟧ -> Bà Lê Hoa
        Theo ông Trần Minh, ⟦“không ai gặp nguy hiểm”⟧. -> Trần Minh
        """,
    "ca": """
        ⟦«Tanquem la resclosa»⟧, ha dit l’alcaldessa Núria Pons. -> Núria Pons
        Núria Pons va arribar tard. ⟦«L’aigua puja»⟧, va afegir ella. -> Núria Pons
        Segons Núria Pons, ⟦«ningú no va córrer perill»⟧. -> Núria Pons
        """,
    "et": """
        ⟦„Sulgeme lüüsi,”⟧ ütles linnapea Mari Tamm. -> Mari Tamm
        Mari Tamm tuli hilja. ⟦„Vesi tõuseb,”⟧ lisas ta. -> Mari Tamm
        Mari Tamm selgitas: ⟦„Keegi polnud ohus.”⟧ -> Mari Tamm
        """,
    "zh": """
        市长李明表示：⟦“我们今晚关闭水闸。”⟧ -> 市长李明
        ⟦“水位正在上涨，”⟧李明说。 -> 李明
        李明在会上说，⟦“没有人处于危险之中。”⟧ -> 李明
        王芳來了。⟦「水位還在上漲」⟧，王芳指出。 -> 王芳
        市长李明：⟦“我们今晚关闭水闸。”⟧ -> 市长李明
        李明今天上午视察了大坝，并强调，⟦“谁也不能掉以轻心。”⟧ -> 李明
        此外，港务局局长王芳周三表示，⟦“渡轮明天恢复。”⟧ -> 港务局局长王芳
        ⟦“我们不会离开。”⟧她说。 -> 她
        ⟦“水闸已经关闭，”⟧但是李明又说。 -> 李明
        """,
    "ja": """
        佐藤市長は⟦「今夜、水門を閉める」⟧と述べた。 -> 佐藤市長
        ⟦「水位が上がっている」⟧と高橋恵子さんは話した。 -> 高橋恵子さん
        港湾局の田中誠課長は会見で⟦「危険はなかった」⟧と説明した。 -> 港湾局の田中誠課長
        佐藤市長：⟦「今夜、水門を閉める」⟧ -> 佐藤市長
        佐藤市長は⟦「もう待てない」⟧と笑う。 -> 佐藤市長
        今回、高橋恵子さんが⟦「船はまだ出ない」⟧と話した。 -> 高橋恵子さん
        彼は⟦「もう行かない」⟧と語った。 -> 彼
        佐藤市長（５５）は⟦「橋は残す」⟧などと述べた。 -> 佐藤市長
        """,
    "ko": """
        김민수 시장은 ⟦"오늘 밤 수문을 닫는다"⟧고 말했다. -> 김민수 시장
        ⟦“물이 차오르고 있다”⟧라고 이서연 과장이 밝혔다. -> 이서연 과장
        김민수 시장은 회의에 늦었다. ⟦"위험한 사람은 없었다"⟧고 그는 말했다. -> 그
        김민수 시장: ⟦"오늘 밤 수문을 닫는다"⟧ -> 김민수 시장
        김민수 시장은 ⟦"물이 차오르고 있다"⟧라며 시민에게 대피를 부탁했다. -> 김민수 시장
        ⟦"배는 내일 다시 뜬다"⟧고 항만청 이서연 대변인이 전했다. -> 항만청 이서연 대변인
        이서연 후보도 ⟦"다리를 지키겠다"⟧고 강조했다. -> 이서연 후보
        """,
    "th": """
        นายสมชาย ใจดี กล่าวว่า ⟦“เราจะปิดประตูน้ำคืนนี้”⟧ -> นายสมชาย ใจดี
        ⟦“น้ำกำลังขึ้น”⟧ นางมาลี สุขใจ กล่าว -> นางมาลี สุขใจ
        นางสาวดาว รุ่งเรือง ระบุว่า ⟦"ไม่มีใครอยู่ในอันตราย"⟧ -> นางสาวดาว รุ่งเรือง
        สมชาย กล่าวว่า ⟦“เราจะปิดประตูน้ำคืนนี้”⟧ -> สมชาย
        เธอกล่าวว่า ⟦“น้ำกำลังขึ้น”⟧ -> เธอ
        """,
}
CASES = [
    pytest.param(language, *line.strip().split(" -> "), id=f"{language}-{number}")
    for language, lines in SPOKEN.items()
    for number, line in enumerate(filter(str.strip, lines.splitlines()), 1)
]


@pytest.mark.parametrize(("language", "line", "name"), CASES)
def test_a_quotation_has_its_speaker(language: str, line: str, name: str) -> None:
    text = line.replace("⟦", "").replace("⟧", "")
    (quote,) = find_quotes(text, language)
    marked = line[line.index("⟦") + 1 : line.index("⟧")]
    assert text[quote.start : quote.end] == marked
    assert quote.speaker is not None
    assert quote.speaker.name == name


def test_there_are_three_cases_a_language() -> None:
    assert len(SPOKEN) >= 30
    assert all(lines.count("->") >= 3 for lines in SPOKEN.values())

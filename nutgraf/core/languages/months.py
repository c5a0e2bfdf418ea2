"""Names of the months, accents off: the languages of the news, in the case that dates are written in."""

# One paragraph a month, January first: English, German, French, Spanish, Italian, Portuguese, Dutch, Scandinavian,
# Finnish, Polish, Czech, Russian, Ukrainian, Turkish, Indonesian, Romanian, Hungarian, Greek, Croatian, Bulgarian,
# Arabic, Hindi, Thai; abbreviations that are no beginning of a name last.
_NAMES = """
january januar janvier enero gennaio janeiro januari tammikuu stycznia leden ledna января январь
січня ocak ianuarie ιανουαριου sijecnja јануар януари يناير जनवरी มกราคม jaenner janner ene gen

february februar fevrier febrero febbraio fevereiro februari helmikuu lutego unor unora февраля
февраль лютого subat φεβρουαριου veljace фебруар февруари فبراير फरवरी กุมภาพันธ์ fev

march marz mars marzo marco maart maret maerz maaliskuu marca brezen brezna марта март березня mart
martie marcius μαρτιου ozujka مارس मार्च มีนาคม mrz

april avril abril aprile huhtikuu kwietnia duben dubna апреля апрель квітня nisan aprilie aprilis
απριλιου travnja април أبريل ابريل अप्रैल เมษายน avr abr

may mai mayo maggio maio mei maj toukokuu maja kveten kvetna мая май травня mayis majus μαιου
svibnja مايو मई พฤษภาคม mag

june juni juin junio giugno junho kesakuu czerwca cerven cervna июня июнь червня haziran iunie
junius ιουνιου lipnja юни يونيو जून มิถุนายน giu

july juli juillet julio luglio julho heinakuu lipca cervenec cervence июля июль липня temmuz iulie
julius ιουλιου srpnja юли يوليو जुलाई กรกฎาคม lug

august aout agosto augustus augusti elokuu sierpnia srpen srpna августа август серпня agustos
agustus augusztus αυγουστου kolovoza أغسطس اغسطس अगस्त สิงหาคม ago

september septembre septiembre settembre setembro syyskuu wrzesnia zari сентября сентябрь вересня
eylul septembrie szeptember σεπτεμβριου rujna септември سبتمبر सितंबर กันยายน set

october oktober octobre octubre ottobre outubro lokakuu pazdziernika rijen rijna октября октябрь
жовтня ekim octombrie οκτωβριου listopada октомври أكتوبر اكتوبر अक्टूबर ตุลาคม ott out okt

november novembre noviembre novembro marraskuu listopada listopad listopadu ноября ноябрь листопада
kasim noiembrie νοεμβριου studenoga ноември نوفمبر नवंबर พฤศจิกายน

december dezember decembre diciembre dicembre dezembro joulukuu grudnia prosinec prosince декабря
декабрь грудня aralik desember decembrie δεκεμβριου prosinca декември ديسمبر दिसंबर ธันวาคม dic dez
des
"""

MONTH_NAMES = tuple(paragraph.split() for paragraph in _NAMES.strip().split("\n\n"))

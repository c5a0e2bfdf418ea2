"""Words that tell who speaks, by language: verbs of saying, phrases, pronouns, titles, and what is no subject.

A word is written with its endings: ``write/s`` is "write" and "writes"; ``erklär~te/t`` is "erklärte" and "erklärt",
not the bare stem. Only forms that stand beside a quotation are listed, not all of a verb.
"""

VERBS = {
    "en": "stated stating say/s/ing said tell/s/ing told add~s/ed/ing ask/s/ed/ing repl~ies/ied/ying write/s "
    "writing wrote tweet~s/ed/ing explain/s/ed/ing note/s/d noting insist/s/ed/ing argu~e/es/ed/ing claim~s/ed/ing "
    "warn/s/ed/ing declar~es/ed/ing continu~es/ed conclud~es/ed/ing recall/s/ed/ing admit~s/ted/ting "
    "acknowledg~es/ed/ing announc~es/ed/ing respond/s/ed/ing quip/s/ped/ping jok~es/ed/ing remark~ed/ing "
    "observ~es/ed comment~ed/ing complain/s/ed/ing shout~ed/ing yell/s/ed/ing exclaim/s/ed/ing boast/s/ed/ing "
    "vow~ed/ing promis~ed/ing predict~s/ed/ing suggest/s/ed/ing stress~es/ed/ing emphasi~zed/zes/sed/ses/zing "
    "reiterat~es/ed/ing testif~ied/ies charg~ed/ing thunder~ed assert/s/ed/ing question~ed/ing retort~s/ed "
    "answer~ed/ing post~ed/ing call~s/ed/ing describ~es/ed/ing think/s believ~e/es opin~es/ed lament~s/ed/ing fired "
    "read/s/ing confirm/s/ed/ing den~ies/ied urg~es/ed/ing conced~es/ed/ing mus~es/ed caution~ed/s/ing agree~d/s "
    "put/s point~s/ed/ing chant/s/ed/ing riff~s/ed maintain/s/ed contend/s/ed/ing alleg~es/ed/ing proclaim/s/ed/ing "
    "pledg~ed/ing plead~ed/ing begg~ed/ing cried cries scream/s/ed/ing whisper~s/ed/ing mutter~s/ed murmur~s/ed "
    "demand~ed/ing hint~ed counter~s/ed fum~es/ed gush~es/ed inton~es/ed recount~s/ed/ing reveal/s/ed/ing "
    "echo~es/ed/ing elaborat~es/ed clarif~ies/ied reflect~s/ed reason~s/ed theoriz~es/ed speculat~es/ed brag~s/ged "
    "scoff~s/ed snap~s/ped assur~es/ed/ing advis~es/ed/ing remind/s/ed/ing dubb~ed/ing label~ed/ing/ling/led "
    "brand~ed/ing deem~s/ed sum~s/med went interject~s/ed fret~s/ted bemoan~s/ed offer~ed blast~ed slam~s/med "
    "mock~ed decr~ies/ied criticiz~ed/ing quot~ed/ing report~ed/ing repeat/s/ed/ing confess~es/ed wonder~s/ed/ing "
    "bark~s/ed email~ed/ing boom~s/ed affirm/s/ed/ing cit~ed demur~red characteriz~ed/es/ing denounc~ed/es/ing",
    "de": "sag~te/t/ten erklär~te/t/ten beton~te/t/ten mein~te/t/ten schrieb/en schreibt freute freut schwärm~te/t "
    "erinnerte bilanziert~e fügte berichte~te/t/n teilte teilten kritisier~te/t/ten warn~te/t/ten mahn~te/t/ten "
    "forder~te/t/ten kündigte zitier~te/t antworte~te/t frag~te/t/ten ergänz~te/t/ten gesagt erzähl~te/t/en räumte "
    "versicher~te/t/ten bestätig~te/t/ten sprach spricht nann~te/ten nennt rief behaupte~te/t/ten begründe~te/t "
    "klag~te/t lob~te/t äußerte entgegne~te/t twitter~te/t verkünde~te/t bekräftig~te/t unterst~rich/reicht "
    "erläuter~te/t urteil~te/t resümier~te/t",
    "fr": "rapport~é/e/ait jug~e/é/eait souhait~e/é plaisant~e/é/ait soupir~e/é argument~e/é martèle dit disait "
    "disent dire déclar~é/e/ait/ent/aient affirm~é/e/ait/ent expliqu~é/e/ait/ent indiqu~é/e/ait/ent "
    "ajout~é/e/ait/ent/ant précis~é/e/ait/ent estim~é/e/ait/ent/ant assur~é/e/ait/ent/ant soulign~é/e/ait/ent/ant "
    "annonc~é/e/ait lanc~é/e/ait écrit écrivait écrivent confi~é/e/ait répondu répond répondait regrett~é/e/ait "
    "rappel~é/le/ait conclut conclu concluait poursui~t/vi/vait réagi réagit prévenu prévient martel~é/e/ait "
    "tranch~é/e résum~é/e/ait insist~é/e/ait confirm~é/e/ait racont~é/e/ait/ent souffl~é/e/ait ironis~é/e/ait "
    "not~é/e/ait/ent/ant observ~é/e/ait tweet~é/e dénonc~é/e/ait/ent plaid~é/e/ait reconn~u/aît/aissait "
    "s'exclam~é/e/ait s’exclam~é/e/ait exclam~é/ée demand~é/e/ait s'inquiète s’inquiète s'interroge s’interroge "
    "avou~é/e/ait justifi~é/e/ait détaill~é/e/ait témoign~é/e/ait qualifi~é/e/ait salu~é/e/ait critiqu~é/e/ait "
    "commente commenté glisse glissé abonde s'indigne s’indigne",
    "es": "dijo dice dicen decía dijeron diciendo dicho afirm~ó/a/an/aba/aron/ado señal~ó/a/an/aba/aron/ado "
    "explic~ó/a/an/aba/aron/ado declar~ó/a/an/aba/aron/ado añad~ió/e/ía/iendo agreg~ó/a/an/aba/ando "
    "asegur~ó/a/an/aba/aron/ado indic~ó/a/an/aba/aron/ado manifest~ó/a/aron sostuvo sostiene sosten~ía comenta "
    "coment~ó/aba/aron escrib~ió/e/ía advirt~ió/ieron advierte expres~ó/a/aron/ado subray~ó/a/aron/ado "
    "respond~ió/e/ieron relat~ó/a/aron cont~ó/aba cuenta confes~ó/aba confiesa pregunt~ó/a/aba insist~ió/e/ía "
    "resalt~ó/a/aba destac~ó/a/aba/aron/ado record~ó/aba/aron recuerda apunt~ó/a/aba/ado reconoc~ió/e/ía "
    "admit~ió/e/ía denunci~ó/a/aba/aron/ado lament~ó/a/aba/ado anunci~ó/a/aban reiter~ó/a/aba/ado concluy~ó/e "
    "precis~ó/a/aba matiz~ó/a zanj~ó/a exclam~ó/a critic~ó/a/aba recalc~ó/a prometi~ó promete pidi~ó pide tuite~ó/a "
    "detall~ó/a/aba opin~ó/a/aba calific~ó/a/aron defend~ió valor~ó/a señaló remarc~ó/a sentenci~ó/a replic~ó/a "
    "contest~ó/a argument~ó/a alert~ó/a apostill~ó/a afirmando celebr~ó/a",
    "pt": "disse diz dizem disseram dizia dito afirm~ou/a/am/aram/ava declar~ou/a/am/aram explic~ou/a/am/aram/ava "
    "acrescent~ou/a/aram/ava cont~ou/a/am/ava escrev~eu/e/ia ressalt~ou/a destac~ou/a/aram avali~ou/a/am "
    "coment~ou/a/aram alert~ou/a/aram garant~iu/e/iram respond~eu/e/eram relat~ou/a/aram lembr~ou/a/ava "
    "critic~ou/a/aram pergunt~ou/a reforç~ou/a sublinh~ou/a salient~ou/a frisou frisa adiant~ou/a referiu refere "
    "confirm~ou/a lament~ou/a revel~ou/a admit~iu/e defend~eu/e observ~ou/a insist~iu/e conclu~iu/i complet~ou/a "
    "desabaf~ou/a ironiz~ou/a apont~ou/a prometeu promete pediu pede anunci~ou/a tuitou argument~ou/a enfatiz~ou/a "
    "questiona questionou indic~ou/a assegur~ou/a consider~ou/a informou informa resum~iu/e declarando acrescentando",
    "it": "dett~o/a dic~e/ono disse dissero diceva dichiar~a/ato/ano/ava spieg~a/ato/ano/ava afferm~a/ato/ano/ava "
    "aggiun~ge/to/se/gendo sottoline~a/ato/ava scri~tto/ve/sse/vono comment~a/ato/ava ribadi~sce/to/to conferm~a/ato "
    "raccont~a/ato/ava/ano rispon~de/se rispost~o ricord~a/ato/ava precis~a/ato/ava conclu~de/so/se osserv~a/ato "
    "avvert~e/ito/iva annunci~a/ato denunci~a/ato lament~a/ato sostien~e sostenuto ammett~e/eva ammesso "
    "confess~a/ato assicur~a/ato chies~to/e chiede insist~e/ito esclam~a/ato attacc~a/ato replic~a/ato tuon~a/ato "
    "prosegu~e/ito definit~o/a definisce twitt~a/ato riferisc~e riferito evidenzi~a/ato critic~a/ato continua "
    "commentando rivel~a/ato",
    "nl": "zei zeiden zeg~t/gen gezegd aldus vertel~de/t/den/len verklaar~de/t/den liet schre~ef/ven schrijf~t/en "
    "benadruk~te/t stel~de/t/len voeg~de/t antwoord~de/t vroeg vraagt noemt noemde meld~de/t/en reageer~de/t "
    "waarschuw~de/t leg~de legt concludeer~de/t beweer~de/t bevestig~de/t erken~de/t roept riep klaag~de/t vindt "
    "vond denkt twitter~de/t zegde vulde meent meende oordeel~de/t besluit besloot",
    "sv": "sade sa säg~er/a sagt berätta~r/de skriver skrev förklara~r/de mena~r/de tillade tillägger uppger uppgav "
    "konstatera~r/de fråga~r/de svara~r/de betona~r/de varna~r/de hävda~r/de kommentera~r/de fortsätter fortsatte "
    "tycker tyckte anser ansåg lovar lovade twittrade avslöjar understryker påpekar påpekade utbrister slår",
    "da": "sagde siger sagt fortæl~ler/te skriver skrev forklar~er/ede mener mente tilføj~er/ede oplys~er/te "
    "udtal~er/te understreg~er/ede fastslår fastslog spørger spurgte svar~er/ede lyder lød advar~er/ede "
    "erklær~er/ede fortsætter fortsatte vurder~er/ede kalder kaldte lover lovede påpeg~er/ede konstater~er/ede "
    "indrømm~er/ede",
    "no": "sa sier sagt fortel~ler/te skriver skrev forklar~er/te mener mente tilføy~er/de opplys~er/te uttal~er/te "
    "understrek~er/et spør spurte svar~er/te/a lyder lød advar~er/te fastslår slår fortsetter fortsatte vurder~er/te "
    "kaller kalte lover lovet legger la påpek~er/te konstater~er/te innrømm~er/et sukker utbryter",
    "fi": "sanoi sanoo sanovat sanoivat kerto~i/o/vat kirjoit~ti/taa totea~a totesi toteaa lisä~si/ä lisää vastasi "
    "vastaa kysyi kysyy korosti korostaa painotti painottaa muistut~ti/taa arvioi selit~ti/tää varoit~ti/taa "
    "vahvisti vahvistaa kommentoi huomaut~ti/taa väitti väittää jatkoi jatkaa kuvaili kuvailee ilmoitti ilmoittaa "
    "tiivistää pohtii pohti huusi huutaa lupasi lupaa kiitteli uskoo",
    "is": "sagði segir sögðu segja sagt bætti bætir skrifaði skrifar spurði svaraði útskýrði",
    "pl": "powiedzia~ł/ła/ło/eli mówi/ł/ła/li/ą doda~ł/ła/je stwierdzi~ł/ła/li stwierdza napisa~ł/ła pisze "
    "podkreśli~ł/ła/li podkreśla zaznaczy~ł/ła zaznacza wyjaśni~ł/ła wyjaśnia oświadczy~ł/ła oświadcza ocenił "
    "oceniła ocenia odpowiedzia~ł/ła odpowiada zapyta~ł/ła pyta tłumaczy/ł/ła przyzna~ł/ła/je zapewni~ł/ła zapewnia "
    "poinformowa~ł/ła/li informuje apelowa~ł/ła apeluje komentuje skomentowa~ł/ła relacjonowa~ł/ła relacjonuje "
    "opowiada opowiedzia~ł/ła ostrzeg~ł/ła ostrzega uważa zauważy~ł/ła zauważa twierdzi/ł/ła wskaza~ł/ła wskazuje "
    "przekaza~ł/ła krzyknął krzyknęła wspomina",
    "cs": "řek~l/la/li říká říkal/a říkají uved~l/la/li uvádí doda~l/la/li dodává prohlási~l/la/li napsa~l/la píše "
    "vysvětli~l/la vysvětluje sdělil/a/i potvrdi~l/la potvrzuje upozorni~l/la upozorňuje zdůrazni~l/la zdůrazňuje "
    "podotk~l/la podotýká odpověd~ěl/ěla míní soud~í popsa~l/la popisuje konstatova~l/la konstatuje tvrdí tvrdi~l/la "
    "zepta~l/la ptá varova~l/la varuje poznamena~l/la poznamenává přizna~l/la doplni~l/la doplňuje okomentova~l/la "
    "komentuje slíbi~l/la vyzva~l/la zvola~l/la oznámi~l/la vzkáza~l/la",
    "sk": "povedal/a/i hovorí hovoril/a uviedol uviedl~a/i dodal/a dodáva vyhlásil/a napísal/a píše vysvetlil/a "
    "vysvetľuje zdôraznil/a potvrdil/a upozornil/a tvrdí odpovedal/a konštatoval/a poznamenal/a priznal/a "
    "skonštatoval/a opísal/a",
    "hu": "mondta mondja mondták mondják közölte közölték írta írja hozzátette hangsúlyozta jelentette kijelentette "
    "elmondta fogalmazott nyilatkozta nyilatkozott magyarázta kérdezte válaszolta felelte tette jegyezte megjegyezte "
    "kiemelte tudatta figyelmeztetett állította véli vélte vélekedett emlékeztetett rögzítette kommentálta ígérte",
    "ro": "spus spune spunea spun zis zice zicea declar~at/ă afirm~at/ă adăug~at/ă explic~at/ă precizat precizează "
    "scri~s/e subliniat subliniază menționat menționează susțin~e/ut transmis transmite anunț~at/ă răspuns răspunde "
    "întrebat întreabă comentat comentează avertizat avertizează arătat arată povestit povestește recunoscut "
    "recunoaște conchis completat completează promis promite apreciat consideră mărturisit",
    "bg": "каза казва казаха казват заяви заявява заявиха добави добавя обясни обяснява отбеляза отбелязва посочи "
    "посочва подчерта подчертава написа пише съобщи съобщава коментира попита пита отговори отговаря увери допълни "
    "допълва твърди разказа разказва призна признава предупреди предупреждава обеща смята",
    "ru": "начал/а продолжал/а перебил/а вздохнул/а усмехнулся усмехнулась пошутил/а сказал/а/и/о говорит "
    "говорил/а/и говорят заявил/а/и/о заявляет заявляют отметил/а/и отмечает сообщил/а/и/о сообщает сообщают "
    "пояснил/а/и поясняет добавил/а/и добавляет подчеркнул/а/и подчеркивает подчёркивает считает считают "
    "рассказал/а/и рассказывает написал/а/и пишет пишут ответил/а/и отвечает уточнил/а/и уточняет объяснил/а/и "
    "объясняет спросил/а/и спрашивает признался призналась признал/а утверждает утверждал/а предупредил/а/и "
    "предупреждает пообещал/а обещает заметил/а указал/а/и указывает напомнил/а/и напоминает прокомментировал/а "
    "комментирует констатировал/а заключил/а воскликнул/а крикнул/а прошептал/а произнёс произнес/ла вспоминает "
    "вспомнил/а поделился поделилась назвал/а продолжил/а резюмировал/а возразил/а подытожил/а призвал/а",
    "uk": "сказав сказал~а/и/о говорить говорив говорил~а/и заявив заявил~а/и заявляє зазначив зазначил~а/и зазначає "
    "повідомив повідомил~а/и повідомляє додав додал~а/и додає написав написал~а/и пише пояснив пояснил~а/и пояснює "
    "наголосив наголосил~а/и наголошує підкреслив підкреслил~а/и відповів відповіл~а/и розповів розповіл~а/и "
    "розповідає уточнив уточнил~а запитав запитал~а вважає стверджує попередив попередил~а визнав визнал~а нагадав "
    "нагадал~а прокоментував прокоментувал~а пообіцяв пообіцял~а підсумував підсумувал~а каже кажуть",
    "be": "сказаў сказал~а/і заявіў заявіл~а/і адзначыў адзначыл~а дадаў дадал~а паведаміў паведаміл~а кажа напісаў "
    "напісал~а",
    "sr": "rek~ao/la/li kaže kažu kazao kazala kazali izjavi~o/la/li navodi nave~o/la/li doda~o/la/je istak~ao/la/li "
    "ističe objasni~o/la objašnjava napisa~o/la piše naglasi~o/la saopšti~o/la poručuje poruči~o/la odgovori~o/la "
    "tvrdi pita upita~o/la potvrdi~o/la upozori~o/la рекао рекл~а/и каже кажу казао казала изјавил~а/и изјавио "
    "наводи навео навел~а додао додал~а додаје истакао истакл~а истиче објаснил~а објаснио написао написал~а "
    "нагласио нагласила саопштио саопштила поручио поручила одговорио одговорила тврди",
    "sl": "dejal/a/i rekel rekla rekli pravi pojasnil/a dodal/a/i poudaril/a napisal/a povedal/a zapisal/a ocenil/a "
    "sporočil/a/i opozoril/a odgovoril/a izjavil/a meni zatrdil/a vprašal/a",
    "el": "είπε είπαν λέει λένε δήλωσε δήλωσαν δηλώνει τόνισε τονίζει ανέφερε αναφέρει πρόσθεσε προσθέτει σημείωσε "
    "σημειώνει εξήγησε εξηγεί υπογράμμισε υπογραμμίζει έγραψε γράφει απάντησε απαντά υποστήριξε υποστηρίζει "
    "επισήμανε επισημαίνει ρώτησε διευκρίνισε διευκρινίζει κατέληξε σχολίασε σχολιάζει προειδοποίησε προειδοποιεί "
    "παραδέχθηκε υποσχέθηκε διηγήθηκε περιέγραψε δεσμεύτηκε ανακοίνωσε φώναξε",
    "tr": "kullandı konuştu dedi dediler der diyor diyen diyerek söyledi söylüyor belirtti belirtiyor açıkladı "
    "vurguladı vurguluyor ekledi ekliyor yazdı yazıyor anlattı anlatıyor sordu soruyor yanıtladı savundu kaydetti "
    "aktardı değerlendirdi uyardı hatırlattı duyurdu ifade bildirdi paylaştı iddia",
    "az": "dedi deyib söylədi bildirdi bildirib qeyd əlavə yazdı yazıb vurğuladı açıqladı",
    "ar": "قال قالت قالوا وقال وقالت فقال فقالت يقول تقول ويقول وتقول أضاف أضافت وأضاف وأضافت أكد أكدت وأكد وأكدت "
    "يؤكد أعلن أعلنت وأعلن وأعلنت صرح صرحت وصرح وصرحت صرّح أوضح أوضحت وأوضح وأوضحت ذكر ذكرت وذكر وذكرت كتب كتبت وكتب "
    "وكتبت تابع تابعت وتابع وتابعت شدد شددت وشدد وشددت أشار أشارت وأشار وأشارت لفت ولفت بيّن وبيّن اعتبر اعتبرت "
    "واعتبر حذر حذرت وحذر وحذرت سأل سألت أجاب أجابت وأجاب رد ردت ورد نفى ونفى اعترف زعم دعا ودعا وصف وصفت ووصف غرد "
    "غردت",
    "fa": "گفت گفتند گفته می‌گوید میگوید افزود کرد نوشت اعلام تاکید تأکید اظهار داشت پرسید پاسخ توضیح خاطرنشان تصریح "
    "بیان هشدار یادآور ادامه",
    "ur": "کہا بتایا کہتے کہتی لکھا پوچھا",
    "he": "אמר אמרה אמרו אומר אומרת אומרים ואמר ואמרה הוסיף הוסיפה והוסיף והוסיפה ציין ציינה הסביר הסבירה כתב כתבה "
    "מסר מסרה מסרו הדגיש הדגישה טען טענה השיב השיבה שאל שאלה סיפר סיפרה הבהיר הבהירה הצהיר הצהירה הודיע הודיעה הזהיר "
    "הזהירה סיכם סיכמה הגיב הגיבה ענה ענתה קרא קראה התריע הודה הודתה צייץ צייצה",
    "hi": "कहा कहते कहती कहना बताया बताते बताती बोले बोला बोलीं बोली लिखा पूछा जोड़ा दोहराया चेताया समझाया",
    "bn": "বলেন বলেছেন বলেছিলেন জানান জানিয়েছেন লিখেছেন",
    "id": "kata ujar tutur ucap papar jelas tegas tambah sebut ungkap imbuh tukas cetus lanjut katanya ujarnya "
    "tuturnya ucapnya jelasnya tegasnya tambahnya ungkapnya paparnya imbuhnya mengatakan menjelaskan menegaskan "
    "menambahkan menyatakan menyebut mengungkapkan menulis bertanya menjawab berkata memaparkan menuturkan",
    "ms": "kata ujar jelas tegas tambah katanya ujarnya jelasnya tegasnya tambahnya berkata menjelaskan menegaskan "
    "menulis",
    "vi": "nói viết hỏi đáp kể thêm nhấn cho khẳng tuyên giải bày phát chia nhận cảnh",
    "ca": "dir afegir explicar declarar assegurar indicar destacar subratllar remarcar respondre escriure admetre "
    "dit diu diuen deia digué afirm~a/at/ava explic~a/at/ava/aven declar~a/at assegur~a/at/ava afegeix afegit afegia "
    "indic~a/at/ava assenyal~a/at/ava destac~a/at/ava subratll~a/at escri~u/t remarc~a/at/ava record~a/at/ava respon "
    "respost lament~a/at/ava admet admès reconeix reconegut pregunt~a/at insist~eix/it denuncia denunciat comenta "
    "comentat conclou conclòs advert~eix/it avisa avisat sosté defensa defensat",
    "gl": "dixo di dixeron afirm~ou/a explic~ou/a declar~ou/a engad~iu/e sinal~ou/a asegur~ou/a indic~ou/a "
    "subliñ~ou/a escribiu",
    "et": "ütles ütleb ütlesid lisas lisab selgitas selgitab rääkis räägib kirjutas kirjutab märkis märgib teatas "
    "kinnitas nentis vastas küsis rõhutas sõnas",
    "lv": "sacīja saka teica teic norādīja norāda uzsvēra uzsver piebilda piebilst skaidroja skaidro rakstīja raksta "
    "pauda",
    "lt": "sakė sako teigė teigia pridūrė priduria pabrėžė aiškino aiškina rašė rašo pasakojo kalbėjo atsakė klausė "
    "pažymėjo",
    "sw": "alisema anasema aliongeza alieleza aliandika walisema",
}
UNSPACED = {
    "ja": "と述べ と語 と話 と説明 と発表 と強調 と指摘 としている と訴え と呼びかけ とコメント と答え "
    "と振り返 と言 といい といった と主張 と批判 と明か と警告 と質問 と書 と投稿 と尋ね と反論 "
    "と付け加え との考え との認識 とした とする と期待 と歓迎 と見",
    "zh": "表示 说 說 指出 称 稱 强调 強調 认为 認為 写道 寫道 回应 回應 介绍 介紹 透露 坦言 补充 補充 解释 "
    "解釋 问 問 告诉 告訴 警告 呼吁 呼籲 宣布 喊道 答 笑道 直言 感叹 感嘆 谈到 "
    "談到 批评 批評 提到 道",
    "th": "กล่าว บอก ระบุ เผย ชี้แจง อธิบาย ถาม ตอบ ย้ำ เตือน เขียน ยืนยัน พูด",
    "ko": "말했 말한 말하 밝혔 밝힌 전했 전한 강조했 강조한 덧붙였 설명했 설명한 주장했 주장한 지적했 했다 "
    "답했 물었 썼다 적었 당부했 비판했 호소했 촉구했 경고했 언급했 토로했 소개했 반박했 "
    "평가했 약속했 외쳤 회상했",
}
# What comes before the name of whom it cites, and what comes after it.
PHRASES = {
    "en": "according to|in the words of",
    "de": "nach Angaben von|nach Worten von|laut|nach Ansicht von|zufolge",
    "fr": "selon|d['’]après|aux yeux de",
    "es": "según|de acuerdo con|en palabras de",
    "pt": "segundo|de acordo com|nas palavras de",
    "it": "secondo|a detta di|stando a",
    "nl": "volgens|aldus",
    "sv": "enligt",
    "da": "ifølge",
    "no": "ifølge",
    "pl": "według|zdaniem",
    "cs": "podle",
    "sk": "podľa",
    "ro": "potrivit|conform",
    "bg": "според|по думите на",
    "ru": "по словам|по мнению|согласно|по данным",
    "uk": "за словами|на думку",
    "sr": "prema riječima|prema rečima|према речима",
    "sl": "po besedah|po mnenju",
    "el": "σύμφωνα με|κατά τον|κατά την",
    "ar": "بحسب|وفقا ل|وفقاً ل|حسب",
    "fa": "به گفته",
    "he": "לדברי|לפי",
    "id": "menurut",
    "ms": "menurut",
    "vi": "theo lời|theo",
    "ca": "segons|en paraules de",
    "hu": "",
    "et": "",
}
POSTPOSITIONS = {
    "fi": "mukaan mielestä",
    "hu": "szerint",
    "tr": "göre",
    "et": "sõnul",
    "hi": "अनुसार मुताबिक",
    "de": "zufolge",
    "lv": "vārdiem",
    "lt": "teigimu",
}

//! The keywords of all languages of Gherkin, generated from the official table: CONTRIBUTING says how.

/// One line a language: its code, its English name, and its keywords by kind.
pub(crate) const TABLE: &str = "\
af	Afrikaans	Funksie|Besigheid Behoefte|Vermoë	Agtergrond	Reël|Reel	Voorbeeld|Situasie	Situasie Uiteensetting	Voorbeelde	* |Gegewe 	* |Wanneer 	* |Dan 	* |En 	* |Maar 
am	Armenian	Ֆունկցիոնալություն|Հատկություն	Կոնտեքստ	Rule	Օրինակ|Սցենար	Սցենարի կառուցվացքը	Օրինակներ	* |Դիցուք 	* |Եթե |Երբ 	* |Ապա 	* |Եվ 	* |Բայց 
amh	Amharic	ስራ|የተፈለገው ስራ|የሚፈለገው ድርጊት	ቅድመ ሁኔታ|መነሻ|መነሻ ሀሳብ	ህግ	ምሳሌ|ሁናቴ	ሁናቴ ዝርዝር|ሁናቴ አብነት	ምሳሌዎች|ሁናቴዎች	* |የተሰጠ 	* |መቼ 	* |ከዚያ 	* |እና 	* |ግን 
an	Aragonese	Caracteristica	Antecedents	Rule	Eixemplo|Caso	Esquema del caso	Eixemplos	* |Dau |Dada |Daus |Dadas 	* |Cuan 	* |Alavez |Allora |Antonces 	* |Y |E 	* |Pero 
ar	Arabic	خاصية	الخلفية	Rule	مثال|سيناريو	سيناريو مخطط	امثلة	* |بفرض 	* |متى |عندما 	* |اذاً |ثم 	* |و 	* |لكن 
ast	Asturian	Carauterística	Antecedentes	Rule	Exemplo|Casu	Esbozu del casu	Exemplos	* |Dáu |Dada |Daos |Daes 	* |Cuando 	* |Entós 	* |Y |Ya 	* |Peru 
az	Azerbaijani	Özəllik	Keçmiş|Kontekst	Rule	Nümunə|Ssenari	Ssenarinin strukturu	Nümunələr	* |Tutaq ki |Verilir 	* |Əgər |Nə vaxt ki 	* |O halda 	* |Və |Həm 	* |Amma |Ancaq 
be	Belarusian	Функцыянальнасць|Фіча	Кантэкст	Правілы	Сцэнарый|Cцэнар	Шаблон сцэнарыя|Узор сцэнара	Прыклады	* |Няхай |Дадзена 	* |Калі 	* |Тады 	* |I |Ды |Таксама 	* |Але |Інакш 
bg	Bulgarian	Функционалност	Предистория	Правило	Пример|Сценарий	Рамка на сценарий	Примери	* |Дадено 	* |Когато 	* |То 	* |И 	* |Но 
bm	Malay	Fungsi	Latar Belakang	Rule	Senario|Situasi|Keadaan	Kerangka Senario|Kerangka Situasi|Kerangka Keadaan|Garis Panduan Senario	Contoh	* |Diberi |Bagi 	* |Apabila 	* |Maka |Kemudian 	* |Dan 	* |Tetapi |Tapi 
bs	Bosnian	Karakteristika	Pozadina	Rule	Primjer|Scenariju|Scenario	Scenariju-obris|Scenario-outline	Primjeri	* |Dato 	* |Kada 	* |Zatim 	* |I |A 	* |Ali 
ca	Catalan	Característica|Funcionalitat	Rerefons|Antecedents	Rule	Exemple|Escenari	Esquema de l'escenari	Exemples	* |Donat |Donada |Atès |Atesa 	* |Quan 	* |Aleshores |Cal 	* |I 	* |Però 
cs	Czech	Požadavek	Pozadí|Kontext	Pravidlo	Příklad|Scénář	Náčrt Scénáře|Osnova scénáře	Příklady	* |Pokud |Za předpokladu 	* |Když 	* |Pak 	* |A také |A 	* |Ale 
cy-GB	Welsh	Arwedd	Cefndir	Rule	Enghraifft|Scenario	Scenario Amlinellol	Enghreifftiau	* |Anrhegedig a 	* |Pryd 	* |Yna 	* |A 	* |Ond 
da	Danish	Egenskab	Baggrund	Regel	Eksempel|Scenarie	Abstrakt Scenario	Eksempler	* |Givet 	* |Når 	* |Så 	* |Og 	* |Men 
de	German	Funktionalität|Funktion	Grundlage|Hintergrund|Voraussetzungen|Vorbedingungen	Rule|Regel	Beispiel|Szenario	Szenariogrundriss|Szenarien	Beispiele	* |Angenommen |Gegeben sei |Gegeben seien 	* |Wenn 	* |Dann 	* |Und 	* |Aber 
el	Greek	Δυνατότητα|Λειτουργία	Υπόβαθρο	Rule	Παράδειγμα|Σενάριο	Περιγραφή Σεναρίου|Περίγραμμα Σεναρίου	Παραδείγματα|Σενάρια	* |Δεδομένου 	* |Όταν 	* |Τότε 	* |Και 	* |Αλλά 
em	Emoji	📚	💤	Rule	🥒|📕	📖	📓	* |😐	* |🎬	* |🙏	* |😂	* |😔
en	English	Feature|Business Need|Ability	Background	Rule	Example|Scenario	Scenario Outline|Scenario Template	Examples|Scenarios	* |Given 	* |When 	* |Then 	* |And 	* |But 
en-Scouse	Scouse	Feature	Dis is what went down	Rule	The thing of it is	Wharrimean is	Examples	* |Givun |Youse know when youse got 	* |Wun |Youse know like when 	* |Dun |Den youse gotta 	* |An 	* |Buh 
en-au	Australian	Pretty much	First off	Rule	Awww, look mate	Reckon it's like	You'll wanna	* |Y'know 	* |It's just unbelievable 	* |But at the end of the day I reckon 	* |Too right 	* |Yeah nah 
en-lol	LOLCAT	OH HAI	B4	Rule	MISHUN	MISHUN SRSLY	EXAMPLZ	* |I CAN HAZ 	* |WEN 	* |DEN 	* |AN 	* |BUT 
en-old	Old English	Hwaet|Hwæt	Aer|Ær	Rule	Swa	Swa hwaer swa|Swa hwær swa	Se the|Se þe|Se ðe	* |Thurh |Þurh |Ðurh 	* |Bæþsealf |Bæþsealfa |Bæþsealfe |Ciricæw |Ciricæwe |Ciricæwa 	* |Tha |Þa |Ða |Tha the |Þa þe |Ða ðe 	* |Ond |7 	* |Ac 
en-pirate	Pirate	Ahoy matey!	Yo-ho-ho	Rule	Heave to	Shiver me timbers	Dead men tell no tales	* |Gangway! 	* |Blimey! 	* |Let go and haul 	* |Aye 	* |Avast! 
en-tx	Texas	This ain’t my first rodeo|All gussied up	Lemme tell y'all a story	Rule	All hat and no cattle	Serious as a snake bite|Busy as a hound in flea season	Now that's a story longer than a cattle drive in July	Fixin' to |All git out 	Quick out of the chute 	There’s no tree but bears some fruit 	Come hell or high water 	Well now hold on, I'll you what 
eo	Esperanto	Trajto	Fono	Regulo	Ekzemplo|Scenaro|Kazo	Konturo de la scenaro|Skizo|Kazo-skizo	Ekzemploj	* |Donitaĵo |Komence 	* |Se 	* |Do 	* |Kaj 	* |Sed 
es	Spanish	Característica|Necesidad del negocio|Requisito	Antecedentes	Regla|Regla de negocio	Ejemplo|Escenario	Esquema del escenario	Ejemplos	* |Dado |Dada |Dados |Dadas 	* |Cuando 	* |Entonces 	* |Y |E 	* |Pero 
et	Estonian	Omadus	Taust	Reegel	Juhtum|Stsenaarium	Raamjuhtum|Raamstsenaarium	Juhtumid	* |Eeldades 	* |Kui 	* |Siis 	* |Ja 	* |Kuid 
fa	Persian	ویژگی|قابلیت	زمینه|پیش زمینه|مقدمات	قانون	مثال|سناریو	الگوی سناریو	نمونه ها	* |با فرض |فرض کنید |با در نظر گرفتن 	* |هنگامی |وقتی 	* |آنگاه |سپس |انتظار می رود 	* |و 	* |اما 
fi	Finnish	Ominaisuus	Tausta	Rule	Tapaus	Tapausaihio	Tapaukset	* |Oletetaan 	* |Kun 	* |Niin 	* |Ja 	* |Mutta 
fr	French	Fonctionnalité	Contexte	Règle	Exemple|Scénario	Plan du scénario|Plan du Scénario	Exemples	* |Soit |Sachant que |Sachant qu'|Sachant |Etant donné que |Etant donné qu'|Etant donné |Etant donnée |Etant donnés |Etant données |Étant donné que |Étant donné qu'|Étant donné |Étant donnée |Étant donnés |Étant données 	* |Quand |Lorsque |Lorsqu'	* |Alors |Donc 	* |Et que |Et qu'|Et 	* |Mais que |Mais qu'|Mais 
ga	Irish	Gné	Cúlra	Riail	Sampla|Cás	Cás Achomair	Samplaí	* |Cuir i gcás go |Cuir i gcás nach |Cuir i gcás gur |Cuir i gcás nár 	* |Nuair a |Nuair nach |Nuair ba |Nuair nár 	* |Ansin 	* |Agus 	* |Ach 
gj	Gujarati	લક્ષણ|વ્યાપાર જરૂર|ક્ષમતા	બેકગ્રાઉન્ડ	નિયમ	ઉદાહરણ|સ્થિતિ	પરિદ્દશ્ય રૂપરેખા|પરિદ્દશ્ય ઢાંચો	ઉદાહરણો	* |આપેલ છે 	* |ક્યારે 	* |પછી 	* |અને 	* |પણ 
gl	Galician	Característica	Contexto	Rule	Exemplo|Escenario	Esbozo do escenario	Exemplos	* |Dado |Dada |Dados |Dadas 	* |Cando 	* |Entón |Logo 	* |E 	* |Mais |Pero 
he	Hebrew	תכונה	רקע	כלל	דוגמא|תרחיש	תבנית תרחיש	דוגמאות	* |בהינתן 	* |כאשר 	* |אז |אזי 	* |וגם 	* |אבל 
hi	Hindi	रूप लेख	पृष्ठभूमि	नियम	परिदृश्य	परिदृश्य रूपरेखा	उदाहरण	* |अगर |यदि |चूंकि 	* |जब |कदा 	* |तब |तदा 	* |और |तथा 	* |पर |परन्तु |किन्तु 
hr	Croatian	Osobina|Mogućnost|Mogucnost	Pozadina	Rule	Primjer|Scenarij	Skica|Koncept	Primjeri|Scenariji	* |Zadan |Zadani |Zadano |Ukoliko 	* |Kada |Kad 	* |Onda 	* |I 	* |Ali 
ht	Creole	Karakteristik|Mak|Fonksyonalite	Kontèks|Istorik	Rule	Senaryo	Plan senaryo|Plan Senaryo|Senaryo deskripsyon|Senaryo Deskripsyon|Dyagram senaryo|Dyagram Senaryo	Egzanp	* |Sipoze |Sipoze ke |Sipoze Ke 	* |Lè |Le 	* |Lè sa a |Le sa a 	* |Ak |Epi |E 	* |Men 
hu	Hungarian	Jellemző	Háttér	Szabály	Példa|Forgatókönyv	Forgatókönyv vázlat	Példák	* |Amennyiben |Adott 	* |Majd |Ha |Amikor 	* |Akkor 	* |És 	* |De 
id	Indonesian	Fitur	Dasar|Latar Belakang	Rule|Aturan	Skenario	Skenario konsep|Garis-Besar Skenario	Contoh|Misal	* |Dengan |Diketahui |Diasumsikan |Bila |Jika 	* |Ketika 	* |Maka |Kemudian 	* |Dan 	* |Tapi |Tetapi 
is	Icelandic	Eiginleiki	Bakgrunnur	Rule	Atburðarás	Lýsing Atburðarásar|Lýsing Dæma	Dæmi|Atburðarásir	* |Ef 	* |Þegar 	* |Þá 	* |Og 	* |En 
it	Italian	Funzionalità|Esigenza di Business|Abilità	Contesto	Regola	Esempio|Scenario	Schema dello scenario	Esempi	* |Dato |Data |Dati |Date 	* |Quando 	* |Allora 	* |E |Ed 	* |Ma 
ja	Japanese	フィーチャ|機能	背景	ルール	シナリオ	シナリオアウトライン|シナリオテンプレート|テンプレ|シナリオテンプレ	例|サンプル	* |前提	* |もし	* |ならば	* |且つ|かつ	* |然し|しかし|但し|ただし
jv	Javanese	Fitur	Dasar	Rule	Skenario	Konsep skenario	Conto|Contone	* |Nalika |Nalikaning 	* |Manawa |Menawa 	* |Njuk |Banjur 	* |Lan 	* |Tapi |Nanging |Ananging 
ka	Georgian	თვისება|მოთხოვნა	კონტექსტი	წესი	მაგალითად|მაგალითი|მაგ|სცენარი	სცენარის ნიმუში|სცენარის შაბლონი|ნიმუში|შაბლონი	მაგალითები	* |მოცემული |მოცემულია |ვთქვათ 	* |როდესაც |როცა |როგორც კი |თუ 	* |მაშინ 	* |და |ასევე 	* |მაგრამ |თუმცა 
kn	Kannada	ಹೆಚ್ಚಳ	ಹಿನ್ನೆಲೆ	Rule	ಉದಾಹರಣೆ|ಕಥಾಸಾರಾಂಶ	ವಿವರಣೆ	ಉದಾಹರಣೆಗಳು	* |ನೀಡಿದ 	* |ಸ್ಥಿತಿಯನ್ನು 	* |ನಂತರ 	* |ಮತ್ತು 	* |ಆದರೆ 
ko	Korean	기능	배경	규칙	시나리오	시나리오 개요	예	* |조건 |먼저 	* |만일 |만약 	* |그러면 	* |그리고 	* |하지만 |단 
lt	Lithuanian	Savybė	Kontekstas	Rule	Pavyzdys|Scenarijus	Scenarijaus šablonas	Pavyzdžiai|Scenarijai|Variantai	* |Duota 	* |Kai 	* |Tada 	* |Ir 	* |Bet 
lu	Luxemburgish	Funktionalitéit	Hannergrond	Rule	Beispill|Szenario	Plang vum Szenario	Beispiller	* |ugeholl 	* |wann 	* |dann 	* |an |a 	* |awer |mä 
lv	Latvian	Funkcionalitāte|Fīča	Konteksts|Situācija	Rule	Piemērs|Scenārijs	Scenārijs pēc parauga	Piemēri|Paraugs	* |Kad 	* |Ja 	* |Tad 	* |Un 	* |Bet 
mk-Cyrl	Macedonian	Функционалност|Бизнис потреба|Можност	Контекст|Содржина	Rule	Пример|Сценарио|На пример	Преглед на сценарија|Скица|Концепт	Примери|Сценарија	* |Дадено |Дадена 	* |Кога 	* |Тогаш 	* |И 	* |Но 
mk-Latn	Macedonian (Latin)	Funkcionalnost|Biznis potreba|Mozhnost	Kontekst|Sodrzhina	Rule	Scenario|Na primer	Pregled na scenarija|Skica|Koncept	Primeri|Scenaria	* |Dadeno |Dadena 	* |Koga 	* |Togash 	* |I 	* |No 
ml	Malayalam	സവിശേഷത	പശ്ചാത്തലം	നിയമം	രംഗം	സാഹചര്യത്തിന്റെ രൂപരേഖ	ഉദാഹരണങ്ങൾ	* |നൽകിയത്	എപ്പോൾ	* |പിന്നെ	* |ഒപ്പം	* |പക്ഷേ
mn	Mongolian	Функц|Функционал	Агуулга	Rule	Сценар	Сценарын төлөвлөгөө	Тухайлбал	* |Өгөгдсөн нь |Анх 	* |Хэрэв 	* |Тэгэхэд |Үүний дараа 	* |Мөн |Тэгээд 	* |Гэхдээ |Харин 
mr	Marathi	वैशिष्ट्य|सुविधा	पार्श्वभूमी	नियम	परिदृश्य	परिदृश्य रूपरेखा	उदाहरण	* |जर|दिलेल्या प्रमाणे 	* |जेव्हा 	* |मग |तेव्हा 	* |आणि |तसेच 	* |पण |परंतु 
ne	Nepali	सुविधा|विशेषता	पृष्ठभूमी	नियम	परिदृश्य	परिदृश्य रूपरेखा	उदाहरण|उदाहरणहरु	* |दिइएको |दिएको |यदि 	* |जब 	* |त्यसपछि |अनी 	* |र |अनि 	* |तर 
nl	Dutch	Functionaliteit	Achtergrond	Regel	Voorbeeld|Scenario	Abstract Scenario	Voorbeelden	* |Gegeven |Stel 	* |Als |Wanneer 	* |Dan 	* |En 	* |Maar 
no	Norwegian	Egenskap	Bakgrunn	Regel	Eksempel|Scenario	Scenariomal|Abstrakt Scenario	Eksempler	* |Gitt 	* |Når 	* |Så 	* |Og 	* |Men 
pa	Panjabi	ਖਾਸੀਅਤ|ਮੁਹਾਂਦਰਾ|ਨਕਸ਼ ਨੁਹਾਰ	ਪਿਛੋਕੜ	Rule	ਉਦਾਹਰਨ|ਪਟਕਥਾ	ਪਟਕਥਾ ਢਾਂਚਾ|ਪਟਕਥਾ ਰੂਪ ਰੇਖਾ	ਉਦਾਹਰਨਾਂ	* |ਜੇਕਰ |ਜਿਵੇਂ ਕਿ 	* |ਜਦੋਂ 	* |ਤਦ 	* |ਅਤੇ 	* |ਪਰ 
pl	Polish	Właściwość|Funkcja|Aspekt|Potrzeba biznesowa	Założenia	Zasada|Reguła	Przykład|Scenariusz	Szablon scenariusza	Przykłady	* |Zakładając |Mając |Zakładając, że 	* |Jeżeli |Jeśli |Gdy |Kiedy 	* |Wtedy 	* |Oraz |I 	* |Ale 
pt	Portuguese	Funcionalidade|Característica|Caracteristica	Contexto|Cenário de Fundo|Cenario de Fundo|Fundo	Regra	Exemplo|Cenário|Cenario	Esquema do Cenário|Esquema do Cenario|Delineação do Cenário|Delineacao do Cenario	Exemplos|Cenários|Cenarios	* |Dado |Dada |Dados |Dadas 	* |Quando 	* |Então |Entao 	* |E 	* |Mas 
ro	Romanian	Functionalitate|Funcționalitate|Funcţionalitate	Context	Rule	Exemplu|Scenariu	Structura scenariu|Structură scenariu	Exemple	* |Date fiind |Dat fiind |Dată fiind|Dati fiind |Dați fiind |Daţi fiind 	* |Cand |Când 	* |Atunci 	* |Si |Și |Şi 	* |Dar 
ru	Russian	Функция|Функциональность|Функционал|Свойство|Фича	Предыстория|Контекст	Правило	Пример|Сценарий	Структура сценария|Шаблон сценария	Примеры|Значения	* |Допустим |Дано |Пусть 	* |Когда |Если 	* |То |Затем |Тогда 	* |И |К тому же |Также 	* |Но |А |Иначе 
sk	Slovak	Požiadavka|Funkcia|Vlastnosť	Pozadie	Rule	Príklad|Scenár	Náčrt Scenáru|Náčrt Scenára|Osnova Scenára	Príklady	* |Pokiaľ |Za predpokladu 	* |Keď |Ak 	* |Tak |Potom 	* |A |A tiež |A taktiež |A zároveň 	* |Ale 
sl	Slovenian	Funkcionalnost|Funkcija|Možnosti|Moznosti|Lastnost|Značilnost	Kontekst|Osnova|Ozadje	Rule	Primer|Scenarij	Struktura scenarija|Skica|Koncept|Oris scenarija|Osnutek	Primeri|Scenariji	Dano |Podano |Zaradi |Privzeto 	Ko |Ce |Če |Kadar 	Nato |Potem |Takrat 	In |Ter 	Toda |Ampak |Vendar 
sr-Cyrl	Serbian	Функционалност|Могућност|Особина	Контекст|Основа|Позадина	Правило	Сценарио|Пример	Структура сценарија|Скица|Концепт	Примери|Сценарији	* |За дато |За дате |За дати 	* |Када |Кад 	* |Онда 	* |И 	* |Али 
sr-Latn	Serbian (Latin)	Funkcionalnost|Mogućnost|Mogucnost|Osobina	Kontekst|Osnova|Pozadina	Pravilo	Scenario|Primer	Struktura scenarija|Skica|Koncept	Primeri|Scenariji	* |Za dato |Za date |Za dati 	* |Kada |Kad 	* |Onda 	* |I 	* |Ali 
sv	Swedish	Egenskap	Bakgrund	Regel	Scenario	Abstrakt Scenario|Scenariomall	Exempel	* |Givet 	* |När 	* |Så 	* |Och 	* |Men 
ta	Tamil	அம்சம்|வணிக தேவை|திறன்	பின்னணி	Rule	உதாரணமாக|காட்சி	காட்சி சுருக்கம்|காட்சி வார்ப்புரு	எடுத்துக்காட்டுகள்|காட்சிகள்|நிலைமைகளில்	* |கொடுக்கப்பட்ட 	* |எப்போது 	* |அப்பொழுது 	* |மேலும் |மற்றும் 	* |ஆனால் 
te	Telugu	గుణము	నేపథ్యం	Rule	ఉదాహరణ|సన్నివేశం	కథనం	ఉదాహరణలు	* |చెప్పబడినది 	* |ఈ పరిస్థితిలో 	* |అప్పుడు 	* |మరియు 	* |కాని 
th	Thai	โครงหลัก|ความต้องการทางธุรกิจ|ความสามารถ	แนวคิด	Rule	เหตุการณ์	สรุปเหตุการณ์|โครงสร้างของเหตุการณ์	ชุดของตัวอย่าง|ชุดของเหตุการณ์	* |กำหนดให้ 	* |เมื่อ 	* |ดังนั้น 	* |และ 	* |แต่ 
tlh	Klingon	Qap|Qu'meH 'ut|perbogh|poQbogh malja'|laH	mo'	Rule	lut	lut chovnatlh	ghantoH|lutmey	* |ghu' noblu' |DaH ghu' bejlu' 	* |qaSDI' 	* |vaj 	* |'ej |latlh 	* |'ach |'a 
tr	Turkish	Özellik|İş Gereksinimi|Gereksinim|İşlev|Kullanıcı Hikayesi|Yetenek|Teknik Gereksinim	Geçmiş|Arka Plan|Ön Koşul|Önkoşul|Önceki Durum|Giriş|Mukaddime|Mevcut Durum	Kural|İş Kuralı|Kaide|Hüküm|Madde	Örnek|Senaryo|Durum|Vaka	Senaryo taslağı|Senaryo şablonu	Örnekler|Değerler	* |Mevcut |Önceden |Geçmişte |Daha önce |Halihazırda |Zaten |Sistemde |Diyelim ki |Varsayalım ki |Farz edelim ki |Kabul edelim ki |Başlangıçta |Varsayılan olarak |Biliniyor ki 	* |Eğer |Eğer ki |Ne zaman |Ne zaman ki |Şayet 	* |Beklenen |O zaman |Sonuç olarak |Böylece |Bunun üzerine |Bu durumda |O takdirde |Şu halde |Netice itibariyle |Buna binaen 	* |Ve |Hem de |Bir de |Ayrıca |İlaveten |Buna ek olarak 	* |Fakat |Ama |Ancak |Yalnız |Lakin |Meğer ki |Buna mukabil |Aksi halde 
tt	Tatar	Мөмкинлек|Үзенчәлеклелек	Кереш	Rule	Сценарий	Сценарийның төзелеше	Үрнәкләр|Мисаллар	* |Әйтик 	* |Әгәр 	* |Нәтиҗәдә 	* |Һәм |Вә 	* |Ләкин |Әмма 
uk	Ukrainian	Функціонал	Передумова	Rule	Приклад|Сценарій	Структура сценарію	Приклади	* |Припустимо |Припустимо, що |Нехай |Дано 	* |Якщо |Коли 	* |То |Тоді 	* |І |А також |Та 	* |Але 
ur	Urdu	صلاحیت|کاروبار کی ضرورت|خصوصیت	پس منظر	Rule	منظرنامہ	منظر نامے کا خاکہ	مثالیں	* |اگر |بالفرض |فرض کیا 	* |جب 	* |پھر |تب 	* |اور 	* |لیکن 
uz	Uzbek	Функционал	Тарих	Rule	Сценарий	Сценарий структураси	Мисоллар	* |Belgilangan 	* |Агар 	* |Унда 	* |Ва 	* |Лекин |Бирок |Аммо 
vi	Vietnamese	Tính năng	Bối cảnh	Quy tắc	Tình huống|Kịch bản	Khung tình huống|Khung kịch bản	Dữ liệu	* |Biết |Cho 	* |Khi 	* |Thì 	* |Và 	* |Nhưng 
zh-CN	Chinese simplified	功能	背景	Rule|规则	场景|剧本	场景大纲|剧本大纲	例子	* |假如|假设|假定	* |当	* |那么	* |而且|并且|同时	* |但是
zh-TW	Chinese traditional	功能	背景	Rule	場景|劇本	場景大綱|劇本大綱	例子	* |假如|假設|假定	* |當	* |那麼	* |而且|並且|同時	* |但是
";

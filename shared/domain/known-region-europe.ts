/** Places of Europe; see known-region-places.ts for the columns. */
export const europePlaces = `
Aalborg|57.09|9.85|Europe/Copenhagen|aal
Aarhus|56.3|10.62|Europe/Copenhagen|aar
Aberdeen|57.2|-2.2|Europe/London|abz
Amsterdam|52.37|4.9|Europe/Amsterdam|westeurope eu-amsterdam-1 nl-ams eu-nl ams
Ankara|40.13|33|Europe/Istanbul|esb
Antalya|36.9|30.8|Europe/Istanbul|ayt
Athens|37.98|23.73|Europe/Athens|ath
Baku|40.47|50.05|Asia/Baku|gyd
Barcelona|41.39|2.17|Europe/Madrid|bcn
Bari|41.14|16.76|Europe/Rome|bri
Belfast|54.66|-6.22|Europe/London|bfs
Belgrade|44.82|20.31|Europe/Belgrade|beg
Bergen|60.29|5.22|Europe/Oslo|bgo
Berlin|52.52|13.41|Europe/Berlin|europe-west10 germanynorth ber txl germanynortheast
Bern|46.91|7.5|Europe/Zurich|brn
Beslan|43.21|44.61|Europe/Moscow|ogz
Bilbao|43.3|-2.91|Europe/Madrid|bio
Billund|55.74|9.15|Europe/Copenhagen|bll
Birmingham|52.45|-1.75|Europe/London|bhx
Bologna|44.54|11.29|Europe/Rome|blq
Bordeaux|44.83|-0.72|Europe/Paris|bod
Brandenburg|52.41|12.55|Europe/Berlin|eusc-de-east-1
Bratislava|48.17|17.21|Europe/Bratislava|bts
Bremen|53.05|8.79|Europe/Berlin|bre
Bristol|51.38|-2.72|Europe/London|brs
Brno|49.15|16.69|Europe/Prague|brq
Brussels|50.85|4.35|Europe/Brussels|bru belgiumcentral
Bucharest|44.43|26.1|Europe/Bucharest|otp bbu
Budapest|47.5|19.04|Europe/Budapest|bud
Burgas|42.57|27.52|Europe/Sofia|boj
Cagliari|39.25|9.05|Europe/Rome|cag
Cardiff|51.48|-3.18|Europe/London|ukwest cwl
Catania|37.47|15.07|Europe/Rome|cta
Chelyabinsk|55.31|61.5|Asia/Yekaterinburg|cek
Chișinău|47.01|28.86|Europe/Chisinau|kiv rmo
Cluj-Napoca|46.79|23.69|Europe/Bucharest|clj
Cologne|50.94|6.96|Europe/Berlin|cgn
Copenhagen|55.68|12.57|Europe/Copenhagen|cph denmarkeast
Cork|51.84|-8.49|Europe/Dublin|ork
Debrecen|47.49|21.62|Europe/Budapest|deb
Dnipro|48.36|35.1|Europe/Kiev|dnk
Dortmund|51.52|7.61|Europe/Berlin|dtm
Dresden|51.13|13.77|Europe/Berlin|drs
Dublin|53.35|-6.26|Europe/Dublin|eu-west-1 northeurope euw1 eu-west-101 dub
Düsseldorf|51.23|6.78|Europe/Berlin|dus
East Midlands|52.83|-1.33|Europe/London|ema
Edinburgh|55.95|-3.37|Europe/London|edi
Eemshaven|53.44|6.84|Europe/Amsterdam|europe-west4
Erfurt|50.98|10.96|Europe/Berlin|erf
Falkenstein|50.48|12.37|Europe/Berlin|fsn
Faro|37.01|-7.97|Europe/Lisbon|fao
Florence|43.81|11.21|Europe/Rome|flr
Frankfurt|50.11|8.68|Europe/Berlin|eu-central-1 europe-west3 germanywestcentral euc1 eu-frankfurt-1 eu-frankfurt-2 eu-de de-fra eu-frankfurt de1 fra
Gdańsk|54.38|18.47|Europe/Warsaw|gdn
Geneva|46.2|6.14|Europe/Zurich|switzerlandwest gva
Genoa|44.41|8.84|Europe/Rome|goa
Glasgow|55.87|-4.43|Europe/London|gla
Gothenburg|57.66|12.28|Europe/Stockholm|got
Gran Canaria|27.93|-15.39|Atlantic/Canary|lpa
Gravelines|50.99|2.13|Europe/Paris|gra
Graz|46.99|15.44|Europe/Vienna|grz
Guernsey|49.44|-2.6|Europe/Guernsey|gci
Gävle|60.67|17.14|Europe/Stockholm|swedencentral
Hamburg|53.55|9.99|Europe/Berlin|ham
Hamina|60.57|27.2|Europe/Helsinki|europe-north1
Hanover|52.46|9.69|Europe/Berlin|haj
Helsinki|60.17|24.94|Europe/Helsinki|hel
Heraklion|35.34|25.18|Europe/Athens|her
Iași|47.18|27.62|Europe/Bucharest|ias
Innsbruck|47.26|11.34|Europe/Vienna|inn
Irkutsk|52.27|104.39|Asia/Irkutsk|ikt
Isle of Man|54.08|-4.62|Europe/Isle_of_Man|iom
Istanbul|41.01|28.98|Europe/Istanbul|tr-west-1 ist saw
Jersey|49.21|-2.2|Europe/Jersey|jer
Jovanovac|44.06|20.95|Europe/Belgrade|eu-jovanovac-1
Karlsruhe|48.78|8.08|Europe/Berlin|fkb
Katowice|50.47|19.08|Europe/Warsaw|ktw
Kaunas|54.96|24.08|Europe/Vilnius|kun
Kazan|55.61|49.28|Europe/Moscow|kzn
Khabarovsk|48.53|135.19|Asia/Vladivostok|khv
Kharkiv|49.92|36.29|Europe/Kiev|hrk
Klagenfurt|46.64|14.34|Europe/Vienna|klu
Košice|48.66|21.24|Europe/Bratislava|ksc
Kraków|50.08|19.78|Europe/Warsaw|krk
Krasnodar|45.03|39.17|Europe/Moscow|krr
Krasnoyarsk|56.17|92.49|Asia/Krasnoyarsk|kja
Kyiv|50.45|30.52|Europe/Kiev|kbp iev
Larnaca|34.88|33.62|Asia/Nicosia|lca
Leeds|53.87|-1.66|Europe/London|lba
Leipzig|51.42|12.24|Europe/Berlin|lej
Lille|50.56|3.09|Europe/Paris|lil
Linz|48.23|14.19|Europe/Vienna|lnz
Lisbon|38.72|-9.14|Europe/Lisbon|lis
Liverpool|53.33|-2.85|Europe/London|lpl
Ljubljana|46.22|14.46|Europe/Ljubljana|lju
London|51.51|-0.13|Europe/London|eu-west-2 europe-west2 uksouth euw2 uk-london-1 uk-gov-london-1 eu-gb gb-lon uk1 lhr lgw stn lcy ltn lon
Lugano|46|8.91|Europe/Zurich|lug
Luleå|65.54|22.12|Europe/Stockholm|lla
Luxembourg|49.62|6.2|Europe/Luxembourg|lux
Lviv|49.81|23.96|Europe/Kiev|lwo
Lyon|45.76|4.84|Europe/Paris|lys
Madrid|40.42|-3.7|Europe/Madrid|europe-southwest1 spaincentral eu-madrid-1 eu-madrid-3 eu-es es-mad mad
Magdeburg|52.13|11.62|Europe/Berlin|germanycentral
Malmö|55.54|13.38|Europe/Stockholm|mmx
Malta|35.86|14.48|Europe/Malta|mla
Manchester|53.48|-2.24|Europe/London|man
Marseille|43.3|5.37|Europe/Paris|francesouth eu-marseille-1 mrs
Milan|45.46|9.19|Europe/Rome|eu-south-1 europe-west8 italynorth eus1 eu-milan-1 it-mil eu-south-mil mxp lin mil
Mineralnye Vody|44.23|43.08|Europe/Moscow|mrv
Minsk|53.88|28.03|Europe/Minsk|msq
Montpellier|43.58|3.96|Europe/Paris|mpl
Moscow|55.76|37.62|Europe/Moscow|ru-moscow-1 ru-northwest-2 eu-moscow svo dme vko mow
Mulhouse|47.59|7.53|Europe/Paris|bsl
Munich|48.14|11.58|Europe/Berlin|muc
Málaga|36.67|-4.5|Europe/Madrid|agp
Münster|52.13|7.68|Europe/Berlin|fmo
Nantes|47.15|-1.61|Europe/Paris|nte
Naples|40.89|14.29|Europe/Rome|nap
Newcastle|55.04|-1.69|Europe/London|ncl
Newport|51.58|-3|Europe/London|uk-cardiff-1 uk-gov-cardiff-1
Nice|43.66|7.22|Europe/Paris|nce
Nizhny Novgorod|56.23|43.78|Europe/Moscow|goj
Niš|43.34|21.85|Europe/Belgrade|ini
Novosibirsk|55.01|82.65|Asia/Krasnoyarsk|ovb
Nuremberg|49.45|11.08|Europe/Berlin|nue nbg
Odesa|46.43|30.68|Europe/Kiev|ods
Omsk|54.97|73.31|Asia/Omsk|oms
Oslo|59.91|10.75|Europe/Oslo|norwayeast osl
Ostrava|49.7|18.11|Europe/Prague|osr
Oulu|64.93|25.35|Europe/Helsinki|oul
Palermo|38.18|13.09|Europe/Rome|pmo
Palma de Mallorca|39.55|2.74|Europe/Madrid|pmi
Paphos|34.72|32.49|Asia/Nicosia|pfo
Paris|48.86|2.35|Europe/Paris|eu-west-3 europe-west9 francecentral euw3 eu-paris-1 fr-par par eu-west-par cdg ory
Pisa|43.68|10.39|Europe/Rome|psa
Podgorica|42.36|19.25|Europe/Podgorica|tgd
Porto|41.25|-8.68|Europe/Lisbon|opo
Poznań|52.42|16.83|Europe/Warsaw|poz
Prague|50.08|14.44|Europe/Prague|prg
Pristina|42.57|21.04|Europe/Belgrade|prn
Rennes|48.07|-1.73|Europe/Paris|rns
Reykjavík|63.99|-22.61|Atlantic/Reykjavik|kef
Riga|56.92|23.97|Europe/Riga|rix
Rome|41.9|12.5|Europe/Rome|fco cia
Rostov-on-Don|47.26|39.82|Europe/Moscow|rov
Roubaix|50.69|3.18|Europe/Paris|rbx
Rzeszów|50.11|22.02|Europe/Warsaw|rze
Saint Petersburg|59.8|30.26|Europe/Moscow|led
Saint-Ghislain|50.45|3.82|Europe/Brussels|europe-west1
Salzburg|47.79|13|Europe/Vienna|szg
Samara|53.5|50.16|Europe/Samara|kuf
Santiago de Compostela|42.9|-8.42|Europe/Madrid|scq
Sarajevo|43.82|18.33|Europe/Sarajevo|sjj
Seville|37.42|-5.89|Europe/Madrid|svq
Shannon|52.7|-8.92|Europe/Dublin|snn
Skopje|41.96|21.62|Europe/Skopje|skp
Sofia|42.7|23.41|Europe/Sofia|sof
Southampton|50.95|-1.36|Europe/London|sou
Split|43.54|16.3|Europe/Zagreb|spu
Staffanstorp|55.64|13.21|Europe/Stockholm|swedensouth
Stavanger|58.97|5.73|Europe/Oslo|norwaywest svg
Stockholm|59.33|18.07|Europe/Stockholm|eu-north-1 europe-north2 eun1 eu-stockholm-1 se-sto arn bma sto
Strasbourg|48.57|7.75|Europe/Paris|sbg sxb
Stuttgart|48.69|9.22|Europe/Berlin|str
Tallinn|59.41|24.83|Europe/Tallinn|tll
Tbilisi|41.67|44.95|Asia/Tbilisi|tbs
Tenerife|28.04|-16.57|Atlantic/Canary|tfs
Thessaloniki|40.52|22.97|Europe/Athens|skg
Timișoara|45.81|21.34|Europe/Bucharest|tsr
Tirana|41.41|19.72|Europe/Tirane|tia
Toulouse|43.63|1.36|Europe/Paris|tls
Tromsø|69.68|18.92|Europe/Oslo|tos
Trondheim|63.46|10.92|Europe/Oslo|trd
Turin|45.07|7.69|Europe/Rome|europe-west12 eu-turin-1 trn
Turku|60.51|22.26|Europe/Helsinki|tku
Tyumen|57.19|65.32|Asia/Yekaterinburg|tjm
Ufa|54.56|55.87|Asia/Yekaterinburg|ufa
Valencia|39.49|-0.48|Europe/Madrid|vlc
Varna|43.23|27.83|Europe/Sofia|var
Venice|45.51|12.35|Europe/Rome|vce
Verona|45.4|10.89|Europe/Rome|vrn
Vienna|48.21|16.37|Europe/Vienna|austriaeast vie
Vilnius|54.63|25.29|Europe/Vilnius|vno
Vladivostok|43.4|132.15|Asia/Vladivostok|vvo
Warsaw|52.23|21.01|Europe/Warsaw|europe-central2 polandcentral pl-waw waw
Wrocław|51.1|16.89|Europe/Warsaw|wro
Yekaterinburg|56.74|60.8|Asia/Yekaterinburg|svx
Yerevan|40.15|44.4|Asia/Yerevan|evn
Zagreb|45.74|16.07|Europe/Zagreb|zag
Zaragoza|41.65|-0.89|Europe/Madrid|eu-south-2 eus2 zaz
Zürich|47.38|8.54|Europe/Zurich|eu-central-2 europe-west6 switzerlandnorth euc2 eu-zurich-1 eu-ch2 zrh
Örebro|59.22|15.04|Europe/Stockholm|orb
İzmir|38.29|27.16|Europe/Istanbul|adb
`;

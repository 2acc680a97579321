/** Places of the Gulf and Africa; see known-region-places.ts for the columns. */
export const gulfAndAfricaPlaces = `
Abidjan|5.26|-3.93|Africa/Abidjan|abj
Abu Dhabi|24.45|54.38|Asia/Dubai|uaecentral me-abudhabi-1 auh
Abuja|9.01|7.26|Africa/Lagos|abv
Accra|5.61|-0.17|Africa/Accra|acc
Addis Ababa|8.98|38.8|Africa/Addis_Ababa|add
Aden|12.83|45.03|Asia/Aden|ade
Algiers|36.69|3.22|Africa/Algiers|alg
Amman|31.72|35.99|Asia/Amman|amm
Annaba|36.82|7.81|Africa/Algiers|aae
Antananarivo|-18.8|47.48|Indian/Antananarivo|tnr
Baghdad|33.26|44.23|Asia/Baghdad|bgw
Bahrain|26.23|50.59|Asia/Bahrain|me-south-1 mes1 bah
Banjul|13.34|-16.65|Africa/Banjul|bjl
Basra|30.55|47.66|Asia/Baghdad|bsr
Beira|-19.8|34.91|Africa/Maputo|bew
Beirut|33.82|35.49|Asia/Beirut|bey
Blantyre|-15.68|34.97|Africa/Blantyre|blz
Bloemfontein|-29.09|26.3|Africa/Johannesburg|bfn
Brazzaville|-4.25|15.25|Africa/Brazzaville|bzv
Bujumbura|-3.32|29.32|Africa/Bujumbura|bjm
Bulawayo|-20.02|28.62|Africa/Harare|buq
Cairo|30.04|31.24|Africa/Cairo|af-north-1 cai
Cape Town|-33.92|18.42|Africa/Johannesburg|af-south-1 southafricawest afs1 cpt
Casablanca|33.57|-7.59|Africa/Casablanca|af-casablanca-1 cmn
Conakry|9.58|-13.61|Africa/Conakry|cky
Constantine|36.28|6.62|Africa/Algiers|czl
Cotonou|6.36|2.38|Africa/Porto-Novo|coo
Dakar|14.74|-17.49|Africa/Dakar|dkr
Damascus|33.41|36.52|Asia/Damascus|dam
Dammam|26.42|50.09|Asia/Riyadh|me-central2 dmm
Dar es Salaam|-6.88|39.2|Africa/Dar_es_Salaam|dar
Djibouti|11.59|43.15|Africa/Djibouti|jib
Doha|25.29|51.53|Asia/Qatar|me-central1 qatarcentral doh
Douala|4.01|9.72|Africa/Douala|dla
Dubai|25.2|55.27|Asia/Dubai|me-central-1 uaenorth mec1 me-dubai-1 dxb dwc
Durban|-29.61|31.12|Africa/Johannesburg|dur
Entebbe|0.04|32.44|Africa/Kampala|ebb
Erbil|36.19|44.01|Asia/Baghdad|ebl
Fes|33.93|-4.98|Africa/Casablanca|fez
Freetown|8.62|-13.2|Africa/Freetown|fna
Gaborone|-24.56|25.92|Africa/Gaborone|gbe
George|-34.01|22.38|Africa/Johannesburg|grj
Gqeberha|-33.98|25.62|Africa/Johannesburg|plz
Haifa|32.79|34.99|Asia/Jerusalem|hfa israelnorthwest
Harare|-17.93|31.09|Africa/Harare|hre
Hargeisa|9.52|44.09|Africa/Mogadishu|hga
Jeddah|21.49|39.19|Asia/Riyadh|me-jeddah-1 jed
Jerusalem|31.77|35.21|Asia/Jerusalem|il-jerusalem-1
Johannesburg|-26.2|28.05|Africa/Johannesburg|africa-south1 southafricanorth af-johannesburg-1 jnb
Juba|4.87|31.6|Africa/Juba|jub
Kano|12.05|8.52|Africa/Lagos|kan
Khartoum|15.59|32.55|Africa/Khartoum|krt
Kigali|-1.97|30.14|Africa/Kigali|kgl
Kinshasa|-4.44|15.27|Africa/Kinshasa|fih
Kumasi|6.71|-1.59|Africa/Accra|kms
Kuwait|29.23|47.97|Asia/Kuwait|kwi
Lagos|6.52|3.38|Africa/Lagos|los
Libreville|0.46|9.41|Africa/Libreville|lbv
Lilongwe|-13.79|33.78|Africa/Blantyre|llw
Livingstone|-17.82|25.82|Africa/Lusaka|lvi
Lomé|6.17|1.25|Africa/Lome|lfw
Luanda|-8.86|13.23|Africa/Luanda|lad
Lusaka|-15.33|28.45|Africa/Lusaka|lun
Mahé|-4.67|55.52|Indian/Mahe|sez
Maputo|-25.92|32.57|Africa/Maputo|mpm
Marrakech|31.61|-8.04|Africa/Casablanca|rak
Mashhad|36.24|59.64|Asia/Tehran|mhd
Mogadishu|2.01|45.3|Africa/Mogadishu|mgq
Mombasa|-4.03|39.59|Africa/Nairobi|mba
Monrovia|6.23|-10.36|Africa/Monrovia|rob
Moroni|-11.53|43.27|Indian/Comoro|hah
Muscat|23.59|58.41|Asia/Muscat|me-dcc-muscat-1 mct
Nairobi|-1.29|36.82|Africa/Nairobi|nbo
Najaf|31.99|44.4|Asia/Baghdad|njf
Nouakchott|18.1|-15.95|Africa/Nouakchott|nkc
Oran|35.62|-0.62|Africa/Algiers|orn
Ouagadougou|12.35|-1.51|Africa/Ouagadougou|oua
Port Harcourt|5.02|6.95|Africa/Lagos|phc
Port Louis|-20.43|57.68|Indian/Mauritius|mru
Riyadh|24.71|46.68|Asia/Riyadh|me-riyadh-1 ruh me-saudi-arabia me-west-1
Saint-Denis|-20.89|55.51|Indian/Reunion|run
Sanaa|15.48|44.22|Asia/Aden|sah
Sharjah|25.33|55.52|Asia/Dubai|shj
Shiraz|29.54|52.59|Asia/Tehran|syz
Sulaymaniyah|35.56|45.32|Asia/Baghdad|isu
Tangier|35.73|-5.92|Africa/Casablanca|tng
Tehran|35.69|51.31|Asia/Tehran|thr ika
Tel Aviv|32.09|34.78|Asia/Jerusalem|il-central-1 me-west1 israelcentral ilc1 tlv
Tripoli|32.66|13.16|Africa/Tripoli|tip
Tunis|36.85|10.23|Africa/Tunis|tun
Victoria Falls|-18.1|25.84|Africa/Harare|vfa
Windhoek|-22.48|17.47|Africa/Windhoek|wdh
Yamoussoukro|6.9|-5.37|Africa/Abidjan|ask
Yaoundé|3.72|11.55|Africa/Douala|nsi
`;

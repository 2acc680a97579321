/** Places of the Americas; see known-region-places.ts for the columns. */
export const americasPlaces = `
Albany|42.75|-73.8|America/New_York|alb
Albuquerque|35.04|-106.61|America/Denver|abq
Anchorage|61.17|-150|America/Anchorage|anc
Antofagasta|-23.44|-70.45|America/Santiago|anf
Arica|-18.35|-70.34|America/Santiago|ari
Ashburn|39.04|-77.49|America/New_York|us-east4 us-ashburn-1 us-gov-ashburn-1 na-ashburn us-iad iad ash us-east-va us-east-va-1
Asunción|-25.24|-57.52|America/Asuncion|asu
Atlanta|33.75|-84.39|America/New_York|atl eastus3
Austin|30.27|-97.74|America/Chicago|aus
Baltimore|39.18|-76.67|America/New_York|bwi
Bangor|44.81|-68.83|America/New_York|bgr
Barranquilla|10.89|-74.78|America/Bogota|baq
Beauharnois|45.31|-73.87|America/Toronto|bhs
Belo Horizonte|-19.62|-43.97|America/Sao_Paulo|cnf
Belém|-1.38|-48.48|America/Belem|bel
Birmingham (Alabama)|33.52|-86.8|America/Chicago|us-east7 bhm
Blumenau|-26.83|-49.09|America/Sao_Paulo|bnu
Bogotá|4.71|-74.07|America/Bogota|bog sa-bogota-1
Boise|43.56|-116.22|America/Denver|boi
Boston|42.36|-71.06|America/New_York|bos
Boydton|36.67|-78.39|America/New_York|eastus eastus2 usgovvirginia usdodeast
Brasília|-15.87|-47.92|America/Sao_Paulo|bsb
Bridgetown|13.07|-59.49|America/Barbados|bgi
Bucaramanga|7.13|-73.18|America/Bogota|bga
Buenos Aires|-34.6|-58.38|America/Argentina/Buenos_Aires|eze aep bue
Buffalo|42.94|-78.73|America/New_York|buf
Calgary|51.05|-114.07|America/Edmonton|ca-west-1 caw1 yyc
Cali|3.54|-76.38|America/Bogota|clo
California|37.35|-121.96|America/Los_Angeles|us-west-1 usw1
Campinas|-22.91|-47.06|America/Sao_Paulo|vcp
Campos|-21.7|-41.3|America/Sao_Paulo|caw
Cancún|21.04|-86.88|America/Cancun|cun
Caracas|10.6|-66.99|America/Caracas|ccs
Cartagena|10.44|-75.51|America/Bogota|ctg
Cayenne|4.82|-52.36|America/Cayenne|cay
Caçador|-26.79|-50.94|America/Sao_Paulo|cfc
Chapecó|-27.13|-52.66|America/Sao_Paulo|xap
Charlotte|35.21|-80.94|America/New_York|clt
Cheyenne|41.14|-104.82|America/Denver|westcentralus
Chicago|41.88|-87.63|America/Chicago|northcentralus us-chicago-1 us-gov-chicago-1 us-ord ord chi mdw
Cincinnati|39.05|-84.67|America/New_York|cvg
Cleveland|41.41|-81.85|America/New_York|cle
Cochabamba|-17.42|-66.18|America/La_Paz|cbb
Columbus|39.96|-83|America/New_York|us-east5 cmh
Concepción|-36.77|-73.06|America/Santiago|ccp
Corpus Christi|27.77|-97.5|America/Chicago|crp
Council Bluffs|41.26|-95.86|America/Chicago|us-central1
Cuiabá|-15.65|-56.12|America/Campo_Grande|cgb
Curitiba|-25.53|-49.18|America/Sao_Paulo|cwb
Córdoba|-31.32|-64.21|America/Argentina/Cordoba|cor
Dallas|32.78|-96.8|America/Chicago|us-south1 us-south dfw dal us-dal
Denver|39.74|-104.99|America/Denver|den us-den
Des Moines|41.59|-93.62|America/Chicago|centralus usdodcentral usgoviowa dsm
Detroit|42.21|-83.35|America/New_York|dtw
Edmonton|53.31|-113.58|America/Edmonton|yeg
El Paso|31.81|-106.38|America/Denver|elp
Florianópolis|-27.67|-48.55|America/Sao_Paulo|fln
Fort Lauderdale|26.07|-80.15|America/New_York|fll
Fort Myers|26.54|-81.76|America/New_York|rsw
Fort-de-France|14.59|-61|America/Martinique|fdf
Fortaleza|-3.78|-38.53|America/Fortaleza|for
Goiânia|-16.63|-49.22|America/Sao_Paulo|gyn
Grand Rapids|42.88|-85.52|America/New_York|grr
Guadalajara|20.52|-103.31|America/Mexico_City|gdl
Guatemala City|14.58|-90.53|America/Guatemala|gua
Guayaquil|-2.16|-79.88|America/Guayaquil|gye
Gunnison|38.53|-106.93|America/Denver|guc
Halifax|44.88|-63.51|America/Halifax|yhz
Hartford|41.94|-72.68|America/New_York|bdl
Havana|22.99|-82.41|America/Havana|hav
Hillsboro|45.52|-122.99|America/Los_Angeles|hil us-west-or us-west-or-1
Honolulu|21.31|-157.86|Pacific/Honolulu|hnl
Houston|29.76|-95.37|America/Chicago|iah hou
Indianapolis|39.72|-86.29|America/New_York|ind
Jacksonville|30.49|-81.69|America/New_York|jax
Joinville|-26.22|-48.8|America/Sao_Paulo|joi
Juazeiro do Norte|-7.22|-39.27|America/Fortaleza|jdo
Kansas City|39.3|-94.71|America/Chicago|mci
Kingston|17.94|-76.79|America/Jamaica|kin
La Paz|-16.51|-68.19|America/La_Paz|lpb
Langley|37.08|-76.36|America/New_York|us-langley-1
Las Vegas|36.17|-115.14|America/Los_Angeles|us-west4 las
Lima|-12.02|-77.11|America/Lima|lim
Lincoln|40.85|-96.76|America/Chicago|lnk
Little Rock|34.73|-92.22|America/Chicago|lit
Londrina|-23.33|-51.13|America/Sao_Paulo|ldb
Los Angeles|34.05|-118.24|America/Los_Angeles|us-west2 lax us-lax lax-a
Louisville|38.17|-85.74|America/New_York|sdf
Luke AFB|33.54|-112.38|America/Phoenix|us-luke-1
Maceió|-9.51|-35.79|America/Fortaleza|mcz
Managua|12.14|-86.17|America/Managua|mga
Manaus|-3.04|-60.05|America/Boa_Vista|mao
McAllen|26.18|-98.24|America/Chicago|mfe
Medellín|6.16|-75.42|America/Bogota|mde
Memphis|35.04|-89.98|America/Chicago|mem
Mendoza|-32.83|-68.79|America/Mendoza|mdz
Mexico City|19.43|-99.13|America/Mexico_City|mex na-mexico-1 la-north-2 na-south-1
Miami|25.76|-80.19|America/New_York|mia us-mia
Milwaukee|42.95|-87.9|America/Chicago|mke
Minneapolis|44.88|-93.22|America/Chicago|msp
Moncks Corner|33.2|-80.01|America/New_York|us-east1
Moncton|46.11|-64.68|America/Halifax|yqm
Monterrey|25.69|-100.32|America/Monterrey|mx-monterrey-1 mty
Montevideo|-34.84|-56.03|America/Montevideo|mvd
Montgomery (Alabama)|32.37|-86.3|America/Chicago|mgm
Montréal|45.5|-73.57|America/Toronto|ca-central-1 northamerica-northeast1 cac1 ca-montreal-1 ca-mon yul
Mérida|20.94|-89.66|America/Mexico_City|mid
Nashville|36.12|-86.68|America/Chicago|bna
Nassau|25.04|-77.47|America/Nassau|nas
Natal|-5.77|-35.38|America/Fortaleza|nat
Navegantes|-26.88|-48.65|America/Sao_Paulo|nvt
Neuquén|-38.95|-68.16|America/Argentina/Salta|nqn
New Orleans|29.99|-90.26|America/Chicago|msy
New York|40.71|-74.01|America/New_York|jfk lga nyc
Newark|40.74|-74.17|America/New_York|ewr
Norfolk|36.89|-76.2|America/New_York|orf
Ohio|39.96|-83|America/New_York|us-east-2 use2
Ohio (Gov)|40.09|-82.75|America/New_York|us-gov-east-1
Oklahoma City|35.39|-97.6|America/Chicago|okc
Omaha|41.3|-95.89|America/Chicago|oma
Ontario|34.06|-117.6|America/Los_Angeles|ont
Oranjestad|12.5|-70.02|America/Aruba|aua
Oregon|45.84|-119.69|America/Los_Angeles|us-west-2 usw2
Oregon (Gov)|45.52|-122.68|America/Los_Angeles|us-gov-west-1
Orlando|28.43|-81.31|America/New_York|mco
Ottawa|45.32|-75.67|America/Toronto|yow
Palmas|-10.29|-48.36|America/Fortaleza|pmw
Panama City|9.07|-79.38|America/Panama|pty
Paramaribo|5.45|-55.19|America/Paramaribo|pbm
Philadelphia|39.87|-75.24|America/New_York|phl
Philipsburg|18.04|-63.11|America/Curacao|sxm
Phoenix|33.45|-112.07|America/Phoenix|westus3 us-phoenix-1 us-gov-phoenix-1 phx usgovarizona
Pittsburgh|40.49|-80.23|America/New_York|pit
Pointe-à-Pitre|16.27|-61.53|America/Guadeloupe|ptp
Port-au-Prince|18.58|-72.29|America/Port-au-Prince|pap
Portland|45.52|-122.68|America/Los_Angeles|pdx
Porto Alegre|-29.99|-51.17|America/Sao_Paulo|poa
Presidente Prudente|-22.18|-51.42|America/Sao_Paulo|ppb
Providence|41.73|-71.42|America/New_York|pvd
Querétaro|20.59|-100.39|America/Mexico_City|mx-central-1 northamerica-south1 mexicocentral mxc1 mx-queretaro-1 qro
Quincy|47.23|-119.85|America/Los_Angeles|westus2
Quito|-0.13|-78.36|America/Guayaquil|uio
Québec|46.81|-71.21|America/Toronto|canadaeast yqb
Raleigh|35.88|-78.79|America/New_York|rdu
Recife|-8.13|-34.92|America/Fortaleza|rec
Regina|50.43|-104.67|America/Regina|yqr
Reno|39.5|-119.77|America/Los_Angeles|rno
Ribeirão Preto|-21.14|-47.78|America/Sao_Paulo|rao
Richmond|37.51|-77.32|America/New_York|ric
Rio de Janeiro|-22.91|-43.17|America/Sao_Paulo|gig sdu rio brazilsoutheast
Rochester|43.12|-77.67|America/New_York|roc
Rosario|-32.9|-60.78|America/Argentina/Cordoba|ros
Sacramento|38.7|-121.59|America/Los_Angeles|smf
Salt Lake City|40.76|-111.89|America/Denver|us-west3 slc us-saltlake-2
Salvador|-12.91|-38.32|America/Fortaleza|ssa
San Antonio|29.42|-98.49|America/Chicago|southcentralus sat usgovtexas
San Diego|32.73|-117.19|America/Los_Angeles|san
San Francisco|37.78|-122.42|America/Los_Angeles|westus sfo
San Jose|37.34|-121.89|America/Los_Angeles|us-sanjose-1 sjc na-siliconvalley
San José|9.99|-84.21|America/Costa_Rica|sjo
San Juan|18.44|-66|America/Puerto_Rico|sju
San Salvador|13.44|-89.06|America/El_Salvador|sal
Santa Cruz de la Sierra|-17.64|-63.14|America/La_Paz|vvi
Santiago|-33.45|-70.67|America/Santiago|southamerica-west1 chilecentral sa-santiago-1 la-south-2 scl sa-west-1
Santiago de los Caballeros|19.41|-70.6|America/Santo_Domingo|sti
Santo Domingo|18.43|-69.67|America/Santo_Domingo|sdq
Saskatoon|52.17|-106.7|America/Regina|yxe
Seattle|47.61|-122.33|America/Los_Angeles|sea us-sea
Sioux Falls|43.58|-96.74|America/Chicago|fsd
Spokane|47.62|-117.53|America/Los_Angeles|geg
Springfield|37.25|-93.39|America/Chicago|sgf
St. George's|12|-61.79|America/Grenada|gnd
St. John's|47.62|-52.75|America/St_Johns|yyt
St. Louis|38.75|-90.37|America/Chicago|stl
Syracuse|43.11|-76.11|America/New_York|syr
São José do Rio Preto|-20.82|-49.41|America/Sao_Paulo|sjp
São José dos Campos|-23.23|-45.86|America/Sao_Paulo|sjk
São Luís|-2.59|-44.23|America/Fortaleza|slz
São Paulo|-23.55|-46.63|America/Sao_Paulo|sa-east-1 southamerica-east1 brazilsouth sae1 sa-saopaulo-1 br-sao br-gru sa-saopaulo sa-brazil-1 gru cgh sao
Tallahassee|30.4|-84.35|America/New_York|tlh
Tampa|27.98|-82.53|America/New_York|tpa
Tegucigalpa|14.06|-87.22|America/Tegucigalpa|tgu
The Dalles|45.6|-121.18|America/Los_Angeles|us-west1
Tijuana|32.54|-116.97|America/Tijuana|tij
Toronto|43.65|-79.38|America/Toronto|northamerica-northeast2 canadacentral ca-toronto-1 ca-tor na-toronto ca-east-tor yyz tor yto
Tucson|32.12|-110.94|America/Phoenix|tus
Tulsa|36.2|-95.89|America/Chicago|tul
Uberlândia|-18.88|-48.23|America/Sao_Paulo|udi
Valparaíso|-33.05|-71.61|America/Santiago|sa-valparaiso-1
Vancouver|49.19|-123.18|America/Vancouver|yvr
Victoria|48.65|-123.43|America/Vancouver|yyj
Vinhedo|-23.03|-46.98|America/Sao_Paulo|sa-vinhedo-1
Virginia|38.95|-77.45|America/New_York|us-east-1 use1
Vitória|-20.26|-40.29|America/Sao_Paulo|vix
Washington|38.91|-77.04|America/New_York|dca was
Wichita|37.65|-97.43|America/Chicago|ict
Willemstad|12.19|-68.96|America/Curacao|cur
Winnipeg|49.91|-97.24|America/Winnipeg|ywg
`;

/** Places of Asia and the Pacific; see known-region-places.ts for the columns. */
export const asiaPacificPlaces = `
Adelaide|-34.94|138.53|Australia/Adelaide|adl
Ahmedabad|23.08|72.63|Asia/Kolkata|amd
Almaty|43.24|76.89|Asia/Almaty|ala
Angeles City|15.19|120.56|Asia/Manila|crk
Apia|-13.83|-172.01|Pacific/Apia|apw
Ashgabat|37.99|58.36|Asia/Ashgabat|asb
Astana|51.13|71.43|Asia/Almaty|nqz
Auckland|-36.85|174.76|Pacific/Auckland|ap-southeast-6 newzealandnorth apse6 akl
Bandar Seri Begawan|4.94|114.93|Asia/Brunei|bwn
Bandung|-6.9|107.58|Asia/Jakarta|bdo
Bangkok|13.76|100.5|Asia/Bangkok|ap-southeast-7 apse7 ap-bangkok asia-southeast3 bkk dmk
Batam|1.13|104.05|Asia/Jakarta|ap-batam-1 bth
Beijing|39.9|116.41|Asia/Shanghai|cn-north-1 cnn1 cn-beijing ap-beijing ap-beijing-fsi chinanorth chinanorth2 cn-north-4 pek pkx bjs
Bengaluru|12.97|77.59|Asia/Kolkata|blr
Bhopal|23.29|77.34|Asia/Kolkata|bho
Bhubaneswar|20.24|85.82|Asia/Kolkata|bbi
Bishkek|43.06|74.48|Asia/Bishkek|fru
Brisbane|-27.38|153.12|Australia/Brisbane|bne
Bukhara|39.78|64.48|Asia/Samarkand|bhk
Busan|35.18|129.08|Asia/Seoul|koreasouth pus
Cagayan de Oro|8.42|124.61|Asia/Manila|cgy
Cairns|-16.89|145.76|Australia/Brisbane|cns
Canberra|-35.28|149.13|Australia/Sydney|australiacentral australiacentral2 cbr
Cebu|10.31|123.98|Asia/Manila|ceb
Chandigarh|30.67|76.79|Asia/Kolkata|ixc
Changchun|44|125.68|Asia/Shanghai|cgq
Changhua|24.05|120.52|Asia/Taipei|asia-east1
Changsha|28.19|113.22|Asia/Shanghai|csx
Chengdu|30.57|104.07|Asia/Shanghai|cn-chengdu ap-chengdu ctu tfu
Chennai|13.08|80.27|Asia/Kolkata|southindia in-maa maa
Cheongju|36.72|127.5|Asia/Seoul|cjj
Chiang Mai|18.77|98.96|Asia/Bangkok|cnx
Chittagong|22.25|91.81|Asia/Dhaka|cgp
Chongqing|29.56|106.55|Asia/Shanghai|ap-chongqing ckg
Christchurch|-43.49|172.53|Pacific/Auckland|chc
Chuncheon|37.88|127.73|Asia/Seoul|ap-chuncheon-1
Colombo|7.18|79.88|Asia/Colombo|cmb
Da Nang|16.04|108.2|Asia/Ho_Chi_Minh|dad
Daegu|35.89|128.66|Asia/Seoul|tae
Dalian|38.97|121.54|Asia/Shanghai|dlc
Darwin|-12.41|130.88|Australia/Darwin|drw
Davao|7.13|125.65|Asia/Manila|dvo
Delhi|28.61|77.21|Asia/Kolkata|asia-south2 del
Denpasar|-8.65|115.22|Asia/Makassar|dps
Dhaka|23.84|90.4|Asia/Dhaka|dac
Dunedin|-45.93|170.2|Pacific/Auckland|dud
Dushanbe|38.54|68.82|Asia/Dushanbe|dyu
Fukuoka|33.59|130.45|Asia/Tokyo|fuk
Fuzhou|26.07|119.3|Asia/Shanghai|cn-fuzhou foc
Gold Coast|-28.16|153.51|Australia/Brisbane|ool
Guangzhou|23.13|113.26|Asia/Shanghai|cn-guangzhou ap-guangzhou cn-south-1 can
Guiyang|26.65|106.63|Asia/Shanghai|cn-southwest-2 kwe
Gunsan|35.9|126.62|Asia/Seoul|kuv
Guwahati|26.11|91.59|Asia/Kolkata|gau
Hagåtña|13.48|144.8|Pacific/Guam|gum
Haikou|19.93|110.46|Asia/Shanghai|hak
Haiphong|20.82|106.72|Asia/Ho_Chi_Minh|hph
Hangzhou|30.27|120.16|Asia/Shanghai|cn-hangzhou hgh
Hanoi|21.22|105.81|Asia/Ho_Chi_Minh|han
Harbin|45.62|126.25|Asia/Shanghai|hrb
Hat Yai|6.93|100.39|Asia/Bangkok|hdy
Hebei|40.82|114.88|Asia/Shanghai|chinanorth3
Hefei|31.78|117.3|Asia/Shanghai|hfe
Heyuan|23.74|114.7|Asia/Shanghai|cn-heyuan
Hiroshima|34.44|132.92|Asia/Tokyo|hij
Ho Chi Minh City|10.82|106.65|Asia/Ho_Chi_Minh|sgn
Hobart|-42.84|147.51|Australia/Melbourne|hba
Hohhot|40.84|111.75|Asia/Shanghai|cn-huhehaote het
Hong Kong|22.32|114.17|Asia/Hong_Kong|ap-east-1 asia-east2 eastasia ape1 cn-hongkong ap-hongkong hkg
Honiara|-9.43|160.05|Pacific/Guadalcanal|hir
Hyderabad|17.39|78.49|Asia/Kolkata|ap-south-2 aps2 ap-hyderabad-1 indiasouthcentral hyd
Indore|22.72|75.8|Asia/Kolkata|idr
Islamabad|33.62|73.1|Asia/Karachi|isb
Jaipur|26.82|75.81|Asia/Kolkata|jai
Jakarta|-6.21|106.85|Asia/Jakarta|ap-southeast-3 asia-southeast2 indonesiacentral apse3 ap-jakarta id-cgk cgk
Jamnagar|22.47|70.06|Asia/Kolkata|jioindiawest jga
Jeju|33.51|126.49|Asia/Seoul|cju
Jessore|23.18|89.16|Asia/Dhaka|jsr
Jiangsu|32.06|118.8|Asia/Shanghai|chinaeast3
Jinan|36.86|117.22|Asia/Shanghai|tna
Johor Bahru|1.49|103.74|Asia/Kuala_Lumpur|jhb
Kannur|11.92|75.55|Asia/Kolkata|cnn
Kanpur|26.44|80.36|Asia/Kolkata|knu
Kaohsiung|22.58|120.35|Asia/Taipei|khh
Karachi|24.91|67.16|Asia/Karachi|khi
Kathmandu|27.7|85.36|Asia/Kathmandu|ktm
Kochi|10.15|76.4|Asia/Kolkata|cok
Kolkata|22.65|88.45|Asia/Kolkata|ccu
Koror|7.37|134.54|Pacific/Palau|ror
Kota Kinabalu|5.94|116.05|Asia/Kuala_Lumpur|bki
Kuala Lumpur|3.14|101.69|Asia/Kuala_Lumpur|ap-southeast-5 malaysiawest apse5 my-kualalumpur-1 kul
Kuching|1.48|110.35|Asia/Kuala_Lumpur|kch
Kunming|25.1|102.93|Asia/Shanghai|kmg
Lahore|31.52|74.4|Asia/Karachi|lhe
Lanzhou|36.52|103.62|Asia/Shanghai|lhw
Lucknow|26.76|80.89|Asia/Kolkata|lko
Macau|22.15|113.59|Asia/Macau|mfm
Majuro|7.06|171.27|Pacific/Majuro|maj
Makassar|-5.06|119.55|Asia/Makassar|upg
Malé|4.19|73.53|Indian/Maldives|mle
Manado|1.55|124.93|Asia/Makassar|mdc
Mandalay|21.7|95.98|Asia/Yangon|mdl
Manila|14.6|120.98|Asia/Manila|mnl
Medan|3.6|98.67|Asia/Jakarta|kno mes
Melbourne|-37.81|144.96|Australia/Melbourne|ap-southeast-4 australia-southeast2 australiasoutheast apse4 ap-melbourne-1 au-mel mel
Mumbai|19.08|72.88|Asia/Kolkata|ap-south-1 asia-south1 westindia aps1 aps3 ap-mumbai-1 in-bom ap-mumbai ap-south-mum ap-south-mum-1 bom
Nadi|-17.76|177.44|Pacific/Fiji|nan
Nagoya|35.18|136.91|Asia/Tokyo|ngo
Nagpur|21.15|79.09|Asia/Kolkata|jioindiacentral nag
Nanchang|28.86|115.9|Asia/Shanghai|khn
Nanjing|32.06|118.8|Asia/Shanghai|cn-nanjing ap-nanjing nkg
Nanning|22.61|108.17|Asia/Shanghai|nng
Nouméa|-22.27|166.46|Pacific/Noumea|nou
Nuku'alofa|-21.24|-175.15|Pacific/Tongatapu|tbu
Okinawa|26.2|127.65|Asia/Tokyo|oka
Osaka|34.69|135.5|Asia/Tokyo|ap-northeast-3 asia-northeast2 japanwest apne3 ap-osaka-1 jp-osa kix itm osa
Papeete|-17.55|-149.61|Pacific/Tahiti|ppt
Patna|25.59|85.09|Asia/Kolkata|pat
Pekanbaru|0.46|101.44|Asia/Jakarta|pku
Penang|5.3|100.28|Asia/Kuala_Lumpur|pen
Perth|-31.94|115.97|Australia/Perth|per
Phnom Penh|11.55|104.84|Asia/Phnom_Penh|pnh
Phuket|8.11|98.32|Asia/Bangkok|hkt
Pohnpei|6.99|158.21|Pacific/Ponape|pni
Port Moresby|-9.44|147.22|Pacific/Port_Moresby|pom
Port Vila|-17.7|168.32|Pacific/Efate|vli
Pune|18.52|73.86|Asia/Kolkata|centralindia pnq
Qingdao|36.07|120.38|Asia/Shanghai|cn-qingdao tao
Queenstown|-45.02|168.74|Pacific/Auckland|zqn
Rajshahi|24.37|88.6|Asia/Dhaka|rjh
Saipan|15.12|145.73|Pacific/Saipan|spn
Samarkand|39.7|66.98|Asia/Samarkand|skd
Sapporo|42.78|141.69|Asia/Tokyo|cts
Semarang|-6.97|110.38|Asia/Jakarta|srg
Sendai|38.14|140.92|Asia/Tokyo|sdj
Seoul|37.57|126.98|Asia/Seoul|ap-northeast-2 asia-northeast3 koreacentral apne2 ap-seoul-1 ap-seoul icn gmp sel
Shanghai|31.23|121.47|Asia/Shanghai|cn-shanghai ap-shanghai ap-shanghai-fsi chinaeast chinaeast2 cn-east-2 cn-east-3 pvg sha
Shenyang|41.64|123.48|Asia/Shanghai|she
Shenzhen|22.54|114.06|Asia/Shanghai|cn-shenzhen ap-shenzhen-fsi cn-south-2 szx
Shijiazhuang|38.28|114.7|Asia/Shanghai|sjw
Siem Reap|13.41|103.81|Asia/Phnom_Penh|rep
Singapore|1.35|103.82|Asia/Singapore|ap-southeast-1 asia-southeast1 southeastasia apse1 ap-singapore-1 ap-singapore-2 ap-singapore sg-sin sgp sin
Surabaya|-7.38|112.79|Asia/Jakarta|sub
Surat|21.11|72.74|Asia/Kolkata|stv
Surat Thani|9.13|99.14|Asia/Bangkok|urt
Suva|-18.04|178.56|Pacific/Fiji|suv
Sydney|-33.87|151.21|Australia/Sydney|ap-southeast-2 australia-southeast1 australiaeast apse2 ap-sydney-1 au-syd syd
Sylhet|24.96|91.87|Asia/Dhaka|zyl
Taichung|24.26|120.62|Asia/Taipei|rmq
Taipei|25.03|121.57|Asia/Taipei|ap-east-2 ape2 ap-taipei taiwannorth taiwannorthwest tpe tsa
Taiyuan|37.75|112.63|Asia/Shanghai|tyn
Tarawa|1.38|173.15|Pacific/Tarawa|trw
Tashkent|41.26|69.28|Asia/Samarkand|tas
Thimphu|27.4|89.42|Asia/Thimphu|pbh
Thiruvananthapuram|8.48|76.92|Asia/Kolkata|trv
Tianjin|39.12|117.35|Asia/Shanghai|tsn
Tokyo|35.68|139.69|Asia/Tokyo|ap-northeast-1 asia-northeast1 japaneast apne1 ap-tokyo-1 ap-tokyo jp-tok jp-tyo nrt hnd tyo
Townsville|-19.25|146.76|Australia/Brisbane|tsv
Ulaanbaatar|47.84|106.77|Asia/Ulaanbaatar|uln
Ulanqab|41|113.13|Asia/Shanghai|cn-wulanchabu cn-north-9
Vadodara|22.34|73.23|Asia/Kolkata|bdq
Varanasi|25.45|82.86|Asia/Kolkata|vns
Vientiane|17.99|102.56|Asia/Vientiane|vte
Vijayawada|16.53|80.8|Asia/Kolkata|vga
Wellington|-41.33|174.8|Pacific/Auckland|wlg
Wenzhou|27.91|120.85|Asia/Shanghai|wnz
Wuhan|30.59|114.31|Asia/Shanghai|cn-wuhan-lr wuh
Wuxi|31.49|120.43|Asia/Shanghai|wux
Xi'an|34.45|108.75|Asia/Shanghai|xiy
Xiamen|24.54|118.13|Asia/Shanghai|xmn
Xining|36.53|102.04|Asia/Shanghai|xnn
Yancheng|33.43|120.2|Asia/Shanghai|ynz
Yangon|16.87|96.2|Asia/Yangon|rgn
Yinchuan|38.48|106.01|Asia/Shanghai|inc
Yogyakarta|-7.79|110.43|Asia/Jakarta|jog
Zhangjiakou|40.82|114.88|Asia/Shanghai|cn-zhangjiakou
Zhengzhou|34.52|113.84|Asia/Shanghai|cgo
Zhongwei|37.5|105.19|Asia/Shanghai|cn-northwest-1 cnw1
Ürümqi|43.91|87.47|Asia/Shanghai|urc
`;

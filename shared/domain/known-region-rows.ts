/** Column groups of the matrix, in screen order. A configuration may name others; they come before Elsewhere. */
export const regionGroups = ['Americas', 'Europe', 'Gulf and Africa', 'Asia Pacific', 'Elsewhere'] as const;
export type RegionGroup = (typeof regionGroups)[number];

/** id, city, latitude, longitude (degrees, about the metropolitan area the provider names), IANA zone. */
type Row = readonly [id: string, city: string, latitude: number, longitude: number, timeZone: string];

const americas: readonly Row[] = [
  // Amazon
  ['us-west-1', 'California', 37.35, -121.96, 'America/Los_Angeles'],
  ['us-west-2', 'Oregon', 45.84, -119.69, 'America/Los_Angeles'],
  ['us-east-1', 'Virginia', 38.95, -77.45, 'America/New_York'],
  ['us-east-2', 'Ohio', 39.96, -83.0, 'America/New_York'],
  ['us-gov-west-1', 'Oregon (Gov)', 45.52, -122.68, 'America/Los_Angeles'],
  ['us-gov-east-1', 'Ohio (Gov)', 40.09, -82.75, 'America/New_York'],
  ['ca-central-1', 'Montréal', 45.5, -73.57, 'America/Toronto'],
  ['ca-west-1', 'Calgary', 51.05, -114.07, 'America/Edmonton'],
  ['mx-central-1', 'Querétaro', 20.59, -100.39, 'America/Mexico_City'],
  ['sa-east-1', 'São Paulo', -23.55, -46.63, 'America/Sao_Paulo'],
  // Google
  ['us-west1', 'The Dalles', 45.6, -121.18, 'America/Los_Angeles'],
  ['us-west2', 'Los Angeles', 34.05, -118.24, 'America/Los_Angeles'],
  ['us-west3', 'Salt Lake City', 40.76, -111.89, 'America/Denver'],
  ['us-west4', 'Las Vegas', 36.17, -115.14, 'America/Los_Angeles'],
  ['us-central1', 'Council Bluffs', 41.26, -95.86, 'America/Chicago'],
  ['us-south1', 'Dallas', 32.78, -96.8, 'America/Chicago'],
  ['us-east1', 'Moncks Corner', 33.2, -80.01, 'America/New_York'],
  ['us-east4', 'Ashburn', 39.04, -77.49, 'America/New_York'],
  ['us-east5', 'Columbus', 39.96, -83.0, 'America/New_York'],
  ['northamerica-northeast1', 'Montréal', 45.5, -73.57, 'America/Toronto'],
  ['northamerica-northeast2', 'Toronto', 43.65, -79.38, 'America/Toronto'],
  ['northamerica-south1', 'Querétaro', 20.59, -100.39, 'America/Mexico_City'],
  ['southamerica-east1', 'São Paulo', -23.55, -46.63, 'America/Sao_Paulo'],
  ['southamerica-west1', 'Santiago', -33.45, -70.67, 'America/Santiago'],
  // Microsoft
  ['westus', 'San Francisco', 37.78, -122.42, 'America/Los_Angeles'],
  ['westus2', 'Quincy', 47.23, -119.85, 'America/Los_Angeles'],
  ['westus3', 'Phoenix', 33.45, -112.07, 'America/Phoenix'],
  ['westcentralus', 'Cheyenne', 41.14, -104.82, 'America/Denver'],
  ['centralus', 'Des Moines', 41.59, -93.62, 'America/Chicago'],
  ['northcentralus', 'Chicago', 41.88, -87.63, 'America/Chicago'],
  ['southcentralus', 'San Antonio', 29.42, -98.49, 'America/Chicago'],
  ['eastus', 'Boydton', 36.67, -78.39, 'America/New_York'],
  ['eastus2', 'Boydton', 36.67, -78.38, 'America/New_York'],
  ['canadacentral', 'Toronto', 43.65, -79.38, 'America/Toronto'],
  ['canadaeast', 'Québec', 46.81, -71.21, 'America/Toronto'],
  ['mexicocentral', 'Querétaro', 20.59, -100.39, 'America/Mexico_City'],
  ['brazilsouth', 'São Paulo', -23.55, -46.63, 'America/Sao_Paulo'],
  ['chilecentral', 'Santiago', -33.45, -70.67, 'America/Santiago'],
];

const europe: readonly Row[] = [
  // Amazon
  ['eu-west-1', 'Dublin', 53.35, -6.26, 'Europe/Dublin'],
  ['eu-west-2', 'London', 51.51, -0.13, 'Europe/London'],
  ['eu-west-3', 'Paris', 48.86, 2.35, 'Europe/Paris'],
  ['eu-central-1', 'Frankfurt', 50.11, 8.68, 'Europe/Berlin'],
  ['eu-central-2', 'Zürich', 47.38, 8.54, 'Europe/Zurich'],
  ['eu-north-1', 'Stockholm', 59.33, 18.07, 'Europe/Stockholm'],
  ['eu-south-1', 'Milan', 45.46, 9.19, 'Europe/Rome'],
  ['eu-south-2', 'Zaragoza', 41.65, -0.89, 'Europe/Madrid'],
  ['eusc-de-east-1', 'Brandenburg', 52.41, 12.55, 'Europe/Berlin'],
  // Google
  ['europe-west1', 'Saint-Ghislain', 50.45, 3.82, 'Europe/Brussels'],
  ['europe-west2', 'London', 51.51, -0.13, 'Europe/London'],
  ['europe-west3', 'Frankfurt', 50.11, 8.68, 'Europe/Berlin'],
  ['europe-west4', 'Eemshaven', 53.44, 6.84, 'Europe/Amsterdam'],
  ['europe-west6', 'Zürich', 47.38, 8.54, 'Europe/Zurich'],
  ['europe-west8', 'Milan', 45.46, 9.19, 'Europe/Rome'],
  ['europe-west9', 'Paris', 48.86, 2.35, 'Europe/Paris'],
  ['europe-west10', 'Berlin', 52.52, 13.41, 'Europe/Berlin'],
  ['europe-west12', 'Turin', 45.07, 7.69, 'Europe/Rome'],
  ['europe-central2', 'Warsaw', 52.23, 21.01, 'Europe/Warsaw'],
  ['europe-north1', 'Hamina', 60.57, 27.2, 'Europe/Helsinki'],
  ['europe-north2', 'Stockholm', 59.33, 18.07, 'Europe/Stockholm'],
  ['europe-southwest1', 'Madrid', 40.42, -3.7, 'Europe/Madrid'],
  // Microsoft
  ['northeurope', 'Dublin', 53.35, -6.26, 'Europe/Dublin'],
  ['westeurope', 'Amsterdam', 52.37, 4.9, 'Europe/Amsterdam'],
  ['uksouth', 'London', 51.51, -0.13, 'Europe/London'],
  ['ukwest', 'Cardiff', 51.48, -3.18, 'Europe/London'],
  ['francecentral', 'Paris', 48.86, 2.35, 'Europe/Paris'],
  ['francesouth', 'Marseille', 43.3, 5.37, 'Europe/Paris'],
  ['germanywestcentral', 'Frankfurt', 50.11, 8.68, 'Europe/Berlin'],
  ['germanynorth', 'Berlin', 52.52, 13.41, 'Europe/Berlin'],
  ['switzerlandnorth', 'Zürich', 47.38, 8.54, 'Europe/Zurich'],
  ['switzerlandwest', 'Geneva', 46.2, 6.14, 'Europe/Zurich'],
  ['norwayeast', 'Oslo', 59.91, 10.75, 'Europe/Oslo'],
  ['norwaywest', 'Stavanger', 58.97, 5.73, 'Europe/Oslo'],
  ['swedencentral', 'Gävle', 60.67, 17.14, 'Europe/Stockholm'],
  ['polandcentral', 'Warsaw', 52.23, 21.01, 'Europe/Warsaw'],
  ['italynorth', 'Milan', 45.46, 9.19, 'Europe/Rome'],
  ['spaincentral', 'Madrid', 40.42, -3.7, 'Europe/Madrid'],
  ['austriaeast', 'Vienna', 48.21, 16.37, 'Europe/Vienna'],
];

const gulfAndAfrica: readonly Row[] = [
  // Amazon
  ['me-central-1', 'Dubai', 25.2, 55.27, 'Asia/Dubai'],
  ['me-south-1', 'Bahrain', 26.23, 50.59, 'Asia/Bahrain'],
  ['il-central-1', 'Tel Aviv', 32.09, 34.78, 'Asia/Jerusalem'],
  ['af-south-1', 'Cape Town', -33.92, 18.42, 'Africa/Johannesburg'],
  // Google
  ['me-central1', 'Doha', 25.29, 51.53, 'Asia/Qatar'],
  ['me-central2', 'Dammam', 26.42, 50.09, 'Asia/Riyadh'],
  ['me-west1', 'Tel Aviv', 32.09, 34.78, 'Asia/Jerusalem'],
  ['africa-south1', 'Johannesburg', -26.2, 28.05, 'Africa/Johannesburg'],
  // Microsoft
  ['uaenorth', 'Dubai', 25.2, 55.27, 'Asia/Dubai'],
  ['uaecentral', 'Abu Dhabi', 24.45, 54.38, 'Asia/Dubai'],
  ['qatarcentral', 'Doha', 25.29, 51.53, 'Asia/Qatar'],
  ['israelcentral', 'Tel Aviv', 32.09, 34.78, 'Asia/Jerusalem'],
  ['southafricanorth', 'Johannesburg', -26.2, 28.05, 'Africa/Johannesburg'],
  ['southafricawest', 'Cape Town', -33.92, 18.42, 'Africa/Johannesburg'],
];

const asiaPacific: readonly Row[] = [
  // Amazon
  ['ap-south-1', 'Mumbai', 19.08, 72.88, 'Asia/Kolkata'],
  ['ap-south-2', 'Hyderabad', 17.39, 78.49, 'Asia/Kolkata'],
  ['ap-southeast-1', 'Singapore', 1.35, 103.82, 'Asia/Singapore'],
  ['ap-southeast-2', 'Sydney', -33.87, 151.21, 'Australia/Sydney'],
  ['ap-southeast-3', 'Jakarta', -6.21, 106.85, 'Asia/Jakarta'],
  ['ap-southeast-4', 'Melbourne', -37.81, 144.96, 'Australia/Melbourne'],
  ['ap-southeast-5', 'Kuala Lumpur', 3.14, 101.69, 'Asia/Kuala_Lumpur'],
  ['ap-southeast-6', 'Auckland', -36.85, 174.76, 'Pacific/Auckland'],
  ['ap-southeast-7', 'Bangkok', 13.76, 100.5, 'Asia/Bangkok'],
  ['ap-northeast-1', 'Tokyo', 35.68, 139.69, 'Asia/Tokyo'],
  ['ap-northeast-2', 'Seoul', 37.57, 126.98, 'Asia/Seoul'],
  ['ap-northeast-3', 'Osaka', 34.69, 135.5, 'Asia/Tokyo'],
  ['ap-east-1', 'Hong Kong', 22.32, 114.17, 'Asia/Hong_Kong'],
  ['ap-east-2', 'Taipei', 25.03, 121.57, 'Asia/Taipei'],
  ['cn-north-1', 'Beijing', 39.9, 116.41, 'Asia/Shanghai'],
  ['cn-northwest-1', 'Zhongwei', 37.5, 105.19, 'Asia/Shanghai'],
  // Google
  ['asia-south1', 'Mumbai', 19.08, 72.88, 'Asia/Kolkata'],
  ['asia-south2', 'Delhi', 28.61, 77.21, 'Asia/Kolkata'],
  ['asia-southeast1', 'Singapore', 1.35, 103.82, 'Asia/Singapore'],
  ['asia-southeast2', 'Jakarta', -6.21, 106.85, 'Asia/Jakarta'],
  ['asia-east1', 'Changhua', 24.05, 120.52, 'Asia/Taipei'],
  ['asia-east2', 'Hong Kong', 22.32, 114.17, 'Asia/Hong_Kong'],
  ['asia-northeast1', 'Tokyo', 35.68, 139.69, 'Asia/Tokyo'],
  ['asia-northeast2', 'Osaka', 34.69, 135.5, 'Asia/Tokyo'],
  ['asia-northeast3', 'Seoul', 37.57, 126.98, 'Asia/Seoul'],
  ['australia-southeast1', 'Sydney', -33.87, 151.21, 'Australia/Sydney'],
  ['australia-southeast2', 'Melbourne', -37.81, 144.96, 'Australia/Melbourne'],
  // Microsoft
  ['centralindia', 'Pune', 18.52, 73.86, 'Asia/Kolkata'],
  ['southindia', 'Chennai', 13.08, 80.27, 'Asia/Kolkata'],
  ['westindia', 'Mumbai', 19.08, 72.88, 'Asia/Kolkata'],
  ['southeastasia', 'Singapore', 1.35, 103.82, 'Asia/Singapore'],
  ['eastasia', 'Hong Kong', 22.32, 114.17, 'Asia/Hong_Kong'],
  ['japaneast', 'Tokyo', 35.68, 139.69, 'Asia/Tokyo'],
  ['japanwest', 'Osaka', 34.69, 135.5, 'Asia/Tokyo'],
  ['koreacentral', 'Seoul', 37.57, 126.98, 'Asia/Seoul'],
  ['koreasouth', 'Busan', 35.18, 129.08, 'Asia/Seoul'],
  ['indonesiacentral', 'Jakarta', -6.21, 106.85, 'Asia/Jakarta'],
  ['malaysiawest', 'Kuala Lumpur', 3.14, 101.69, 'Asia/Kuala_Lumpur'],
  ['australiaeast', 'Sydney', -33.87, 151.21, 'Australia/Sydney'],
  ['australiasoutheast', 'Melbourne', -37.81, 144.96, 'Australia/Melbourne'],
  ['australiacentral', 'Canberra', -35.28, 149.13, 'Australia/Sydney'],
  ['newzealandnorth', 'Auckland', -36.85, 174.76, 'Pacific/Auckland'],
];

/** Every cloud region Vigil knows by itself, by column group. */
export const knownRegionRows: ReadonlyMap<RegionGroup, readonly Row[]> = new Map([
  ['Americas', americas],
  ['Europe', europe],
  ['Gulf and Africa', gulfAndAfrica],
  ['Asia Pacific', asiaPacific],
]);

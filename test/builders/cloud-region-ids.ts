/** Regions of three large clouds, in an order that does not change: pictures of test estates depend on it. */
export const cloudRegionIds: readonly string[] = `
us-west-1 us-west-2 us-east-1 us-east-2 us-gov-west-1 us-gov-east-1 ca-central-1 ca-west-1 mx-central-1
sa-east-1 us-west1 us-west2 us-west3 us-west4 us-central1 us-south1 us-east1 us-east4 us-east5
northamerica-northeast1 northamerica-northeast2 northamerica-south1 southamerica-east1 southamerica-west1
westus westus2 westus3 westcentralus centralus northcentralus southcentralus eastus eastus2 canadacentral
canadaeast mexicocentral brazilsouth chilecentral eu-west-1 eu-west-2 eu-west-3 eu-central-1 eu-central-2
eu-north-1 eu-south-1 eu-south-2 eusc-de-east-1 europe-west1 europe-west2 europe-west3 europe-west4
europe-west6 europe-west8 europe-west9 europe-west10 europe-west12 europe-central2 europe-north1
europe-north2 europe-southwest1 northeurope westeurope uksouth ukwest francecentral francesouth
germanywestcentral germanynorth switzerlandnorth switzerlandwest norwayeast norwaywest swedencentral
polandcentral italynorth spaincentral austriaeast me-central-1 me-south-1 il-central-1 af-south-1
me-central1 me-central2 me-west1 africa-south1 uaenorth uaecentral qatarcentral israelcentral
southafricanorth southafricawest ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2 ap-southeast-3
ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ap-northeast-1 ap-northeast-2 ap-northeast-3
ap-east-1 ap-east-2 cn-north-1 cn-northwest-1 asia-south1 asia-south2 asia-southeast1 asia-southeast2
asia-east1 asia-east2 asia-northeast1 asia-northeast2 asia-northeast3 australia-southeast1
australia-southeast2 centralindia southindia westindia southeastasia eastasia japaneast japanwest
koreacentral koreasouth indonesiacentral malaysiawest australiaeast australiasoutheast australiacentral
newzealandnorth
`
  .trim()
  .split(/\s+/);

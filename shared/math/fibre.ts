/** Light in glass: the speed in vacuum over a refractive index of 1.468, in kilometres per second. */
const FIBRE_KM_PER_S = 299_792.458 / 1.468;

/** The shortest possible round trip over a distance, in seconds: there and back through fibre laid in a straight line. */
export function fibreRoundTripSeconds(distanceKm: number): number {
  return (2 * distanceKm) / FIBRE_KM_PER_S;
}

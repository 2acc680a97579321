import { networkInterfaces } from 'node:os';

/** Tells whether this machine is connected to anything. */
export interface NetworkProbe {
  hasNetwork(): boolean;
}

/** Addresses a machine gives itself when nobody answers it. */
const selfAssigned = /^(?:169\.254\.|fe[89ab][0-9a-f]:)/i;

/** An interface beyond loopback is up and was given an address. */
export const systemNetwork: NetworkProbe = {
  hasNetwork: () =>
    Object.values(networkInterfaces()).some((addresses) =>
      addresses?.some(({ internal, address }) => !internal && !selfAssigned.test(address)),
    ),
};

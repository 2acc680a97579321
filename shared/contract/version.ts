/** Raised whenever a frame or a command changes shape; the two sides refuse each other when it differs. */
export const PROTOCOL_VERSION = 8;

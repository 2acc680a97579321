import { useEffect } from 'react';
import { addressQuery, writeQuery } from '../../app/address-query.ts';
import type { Camera } from '../../map/camera.ts';
import { readCamera, textOfLook } from './map-address.ts';

/** Keeps where the camera looks in the address, and goes where another address says. */
export function useCameraAddress(camera: Camera, onAddress: (camera: Camera) => void): void {
  const text = textOfLook(camera);
  useEffect(() => {
    const written = new URLSearchParams(addressQuery()).get('look');
    if (written !== text) writeQuery({ look: text === null ? [] : [text] });
  }, [text]);
  useEffect(() => {
    // Only what somebody else writes is heard: a link, the back button, a hand in the address bar.
    const onHash = (): void => onAddress(readCamera(addressQuery()));
    addEventListener('hashchange', onHash);
    return () => removeEventListener('hashchange', onHash);
  }, [onAddress]);
}

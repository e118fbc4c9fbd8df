import { expect, test } from 'vitest';
import { missingFeature, type Browser } from './support.ts';

const whole: Browser = {
  isSecureContext: true,
  RTCPeerConnection: () => undefined,
  crypto: { subtle: {} },
  navigator: { locks: {} },
};

test('a browser that has everything can hold a chat', () => {
  expect(missingFeature(whole)).toBe(null);
});

test.each([
  ['without WebRTC', { ...whole, RTCPeerConnection: undefined }, 'no-webrtc'],
  ['without crypto.subtle', { ...whole, crypto: {} }, 'browser-too-old'],
  ['without Web Locks', { ...whole, navigator: {} }, 'browser-too-old'],
  ['over plain http', { ...whole, isSecureContext: false, crypto: {}, navigator: {} }, 'insecure-context'],
])('a browser %s cannot, and the reason is told', (_, browser, why) => {
  expect(missingFeature(browser)).toBe(why);
});

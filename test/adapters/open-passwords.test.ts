import { describe, expect, it } from '@jest/globals';
import { parseKurrentUrl, sendsPasswordOpenly as openlyToKurrent } from '../../src/adapters/event-store/kurrent/url.js';
import { sendsPasswordOpenly as openlyToMongo } from '../../src/adapters/read-model/mongo/url.js';

describe('a password without TLS', () => {
  it.each([
    ['kurrentdb://u:p@events.example:2113/l?tls=false', true],
    ['kurrentdb://u:p@127.0.0.1:2113,10.0.0.2:2113/l?tls=false', true],
    ['kurrentdb://u:p@events.example:2113/l', false],
    ['kurrentdb://u:p@localhost:2113/l?tls=false', false],
    ['kurrentdb://events.example:2113/l?tls=false', false],
  ])('is told of %s: %s', (url, isTold) => {
    const location = parseKurrentUrl(url);
    expect(location !== null && openlyToKurrent(location)).toBe(isTold);
  });

  it.each([
    ['mongodb://u:p@views.example/l', true],
    ['mongodb://u:p@127.0.0.1:27017,10.0.0.2/l?replicaSet=rs', true],
    ['mongodb://u:p@views.example/l?tls=true', false],
    ['mongodb://u:p@views.example/l?ssl=true', false],
    ['mongodb+srv://u:p@views.example/l', false],
    ['mongodb://u:p@[::1]:27017/l', false],
    ['mongodb://u:p@%2Ftmp%2Fmongodb-27017.sock/l', false],
    ['mongodb://views.example/l', false],
  ])('is told of %s: %s', (url, isTold) => {
    expect(openlyToMongo({ url })).toBe(isTold);
  });
});

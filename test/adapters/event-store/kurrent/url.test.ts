import { describe, expect, it } from '@jest/globals';
import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { connectionString, parseKurrentUrl, shownUrl } from '../../../../src/adapters/event-store/kurrent/url.js';

const secret = 'p:ä/ß@?#&=%';

describe('the URL of a ledger in KurrentDB', () => {
  it('names hosts, credentials, the ledger and what the client may be told', () => {
    expect(
      parseKurrentUrl('kurrentdb://clerk:pass@db1.city:2113,db2.city,db3:2115/budgets-2026?tls=true&tlsCAFile=/ca.pem'),
    ).toEqual({
      scheme: 'kurrentdb',
      credentials: { username: 'clerk', password: 'pass' },
      hosts: ['db1.city:2113', 'db2.city:2113', 'db3:2115'],
      ledger: 'budgets-2026',
      options: { tls: 'true', tlsCAFile: '/ca.pem' },
    });
  });

  it.each([
    ['esdb://h', 'kurrentdb'],
    ['esdb+discover://h', 'kurrentdb+discover'],
    ['KurrentDB://h/', 'kurrentdb'],
  ])('%s is rewritten, and names the usual ledger', (url, scheme) => {
    expect(parseKurrentUrl(url)).toMatchObject({ scheme, hosts: ['h:2113'], ledger: 'budget-ledger' });
  });

  it.each([
    ['no host', 'kurrentdb:///ledger'],
    ['no host behind the credentials', 'kurrentdb://u:p@/ledger'],
    ['an empty host in a list', 'kurrentdb://a,,b/ledger'],
    ['a port that is none', 'kurrentdb://a:70000/ledger'],
    ['port 0', 'kurrentdb://a:0/ledger'],
    ['an address that the client cannot read', 'kurrentdb://[::1]:2113/ledger'],
    ['several hosts to discover others by', 'kurrentdb+discover://a,b/ledger'],
    ['a user without a password', 'kurrentdb://u@a/ledger'],
    ['an empty password', 'kurrentdb://u:@a/ledger'],
    ['a path of two parts', 'kurrentdb://a/led/ger'],
    ['the mark that ends the prefix', 'kurrentdb://a/led:ger'],
    ['a name that the server keeps for itself', 'kurrentdb://a/$all'],
    ['a name of 65 letters', `kurrentdb://a/${'x'.repeat(65)}`],
    ['an option that nobody knows', 'kurrentdb://a/l?tsl=true'],
    ['an option twice', 'kurrentdb://a/l?tls=true&tls=false'],
    ['an option without a value', 'kurrentdb://a/l?tls'],
    ['a value that is none', 'kurrentdb://a/l?tls=yes'],
    ['conflicts that are answered with a wrong revision', 'kurrentdb://a/l?throwOnAppendFailure=false'],
    ['reads from a follower, which cannot decide', 'kurrentdb://a/l?nodePreference=follower'],
    ['a certificate without its key', 'kurrentdb://a/l?userCertFile=/c.pem'],
    ['half an escape', 'kurrentdb://u:%E4%@a/l'],
    ['another scheme', 'mongodb://a/l'],
  ])('is refused where it has %s', (_, url) => {
    expect(parseKurrentUrl(url)).toBeNull();
  });

  it('is understood by the client, whatever is in the password', () => {
    const location = parseKurrentUrl(`esdb://clerk:${encodeURIComponent(secret)}@db:2113/ledger?tls=false`);
    if (location === null) throw new Error('unreachable');

    expect(location.credentials).toEqual({ username: 'clerk', password: secret });
    expect(() => KurrentDBClient.connectionString(connectionString(location))).not.toThrow();
  });

  it('is shown without the password, in no form of it', () => {
    const location = parseKurrentUrl(`kurrentdb://clerk:${encodeURIComponent(secret)}@db:2113/ledger?tls=false`);
    if (location === null) throw new Error('unreachable');

    expect(shownUrl(location)).toBe('kurrentdb://clerk@db:2113/ledger?tls=false');
  });
});

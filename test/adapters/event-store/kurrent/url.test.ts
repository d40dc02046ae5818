import { describe, expect, it } from '@jest/globals';
import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { connectionString, parseKurrentUrl, shownUrl } from '../../../../src/adapters/event-store/kurrent/url.js';
import { WrongUrl } from '../../../../src/ports/store-url.js';

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
    ['no host', 'kurrentdb:///ledger', 'no host'],
    ['no host behind the credentials', 'kurrentdb://u:p@/ledger', 'no host'],
    ['an empty host in a list', 'kurrentdb://a,,b/ledger', 'host number 2'],
    ['a port that is none', 'kurrentdb://a:70000/ledger', 'the port of the host a'],
    ['port 0', 'kurrentdb://a,b:0/ledger', 'the port of the host b'],
    ['an address that the client cannot read', 'kurrentdb://[::1]:2113/ledger', 'IPv6'],
    ['several hosts to discover others by', 'kurrentdb+discover://a,b/ledger', 'has one host'],
    ['a user without a password', 'kurrentdb://u@a/ledger', 'no password behind the user'],
    ['an empty password', 'kurrentdb://u:@a/ledger', 'no password behind the user'],
    ['a password without a user', 'kurrentdb://:p@a/ledger', 'no user before the "@"'],
    ['a path of two parts', 'kurrentdb://a/led/ger', 'the name of the ledger'],
    ['the mark that ends the prefix', 'kurrentdb://a/led:ger', 'the name of the ledger'],
    ['a name that the server keeps for itself', 'kurrentdb://a/$all', 'the name of the ledger'],
    ['a name of 65 letters', `kurrentdb://a/${'x'.repeat(65)}`, 'the name of the ledger'],
    ['an option that nobody knows', 'kurrentdb://a/l?tsl=true', 'the option tsl cannot be set here'],
    ['an option twice', 'kurrentdb://a/l?tls=true&TLS=false', 'the option tls is given more than once'],
    ['an option without a value', 'kurrentdb://a/l?tls', 'the option tls must be true or false'],
    ['a value that is none', 'kurrentdb://a/l?tls=yes', 'the option tls must be true or false'],
    [
      'an unanswered append',
      'kurrentdb://a/l?throwOnAppendFailure=false',
      'the option throwOnAppendFailure cannot be set',
    ],
    ['reads from a follower, which cannot decide', 'kurrentdb://a/l?nodePreference=follower', 'must be leader'],
    ['a certificate without its key', 'kurrentdb://a/l?userCertFile=/c.pem', 'go together'],
    ['half an escape', 'kurrentdb://u:%E4%@a/l', 'encoded'],
    ['a password that is not encoded', 'kurrentdb://u:p?@b@a/l', 'encoded'],
    ['nothing behind its scheme', 'kurrentdb:', 'cannot be read'],
  ])('is refused where it has %s, which is named', (_, url, said) => {
    expect(() => parseKurrentUrl(url)).toThrow(said);
    expect(() => parseKurrentUrl(url)).toThrow(WrongUrl);
  });

  it('is none of another engine', () => {
    expect(parseKurrentUrl('mongodb://a/l')).toBeNull();
  });

  it('is understood by the client, whatever is in the password', () => {
    const location = parseKurrentUrl(`esdb://clerk:${encodeURIComponent(secret)}@db:2113/ledger?tls=false`);
    if (location === null) throw new Error('unreachable');

    expect(location.credentials).toEqual({ username: 'clerk', password: secret });
    expect(() => KurrentDBClient.connectionString(connectionString(location))).not.toThrow();
  });

  it('is shown without the user and the password, in no form of it', () => {
    const location = parseKurrentUrl(`kurrentdb://clerk:${encodeURIComponent(secret)}@db:2113/ledger?tls=false`);
    if (location === null) throw new Error('unreachable');

    expect(shownUrl(location)).toBe('kurrentdb://db:2113/ledger?tls=false');
  });
});

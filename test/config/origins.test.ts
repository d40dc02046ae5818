import { describe, expect, it } from '@jest/globals';
import { readConfig, variablesOf } from '../../src/config.js';

const originsOf = (text: string) => readConfig({ ALLOWED_ORIGINS: text }).allowedOrigins;

describe('ALLOWED_ORIGINS', () => {
  it.each([
    ['none', []],
    ['', []],
    ['https://budget.example', ['https://budget.example']],
    ['https://Budget.Example:443/', ['https://budget.example']],
    [' http://localhost:5173 , https://预算.example ', ['http://localhost:5173', 'https://xn--lzz850d.example']],
    ['http://[::1]:5173', ['http://[::1]:5173']],
  ])('is read as browsers write origins: %j', (text, origins) => {
    expect(originsOf(text)).toEqual(origins);
  });

  it.each([
    '*',
    'null',
    'budget.example',
    'localhost:5173',
    'https://budget.example/page',
    'https://budget.example?x',
    'https://budget.example#x',
    'https://user:secret@budget.example',
    'https://*.example',
    'ftp://budget.example',
    'file:///page.html',
    'https://budget.example,',
    'https://one.example https://two.example',
  ])('is refused with what to do where one is none: %s', (text) => {
    expect(() => originsOf(text)).toThrow(/ALLOWED_ORIGINS.*须为 none.*must be none/s);
  });

  it('is shown whole, and what is none of it without what may be a password', () => {
    const shown = (text: string) =>
      variablesOf({ ALLOWED_ORIGINS: text }).find(({ name }) => name === 'ALLOWED_ORIGINS');
    expect(shown('https://budget.example,http://localhost:5173')?.shown).toBe(
      'https://budget.example,http://localhost:5173',
    );
    expect(shown('https://user:secret@budget.example')?.shown).not.toContain('secret');
  });
});

import { describe, expect, it } from '@jest/globals';
import { classOf, defaultTaxonomy, level1Of, taxonomies, taxonomyOf } from '../../events/taxonomy.js';

describe('the taxonomies', () => {
  it('are found by their ids, and no other is', () => {
    expect(taxonomies.map(({ id }) => taxonomyOf(id)?.id)).toEqual(['cn-2020', 'cn-2021']);
    expect(taxonomyOf('cn-1999')).toBeUndefined();
    expect(taxonomyOf('')).toBeUndefined();
  });

  it('have one among them that is taken where none is named', () => {
    expect(taxonomyOf(defaultTaxonomy)?.id).toBe('cn-2020');
  });

  it.each(taxonomies)('$id has a name, a source, and every code once', ({ name, source, level1, level2 }) => {
    expect([name, source]).not.toContain('');
    const codes = [...level1, ...level2].map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it.each(taxonomies)('$id has a class of level 1 above every one of level 2, and one below every one', (taxonomy) => {
    const above = taxonomy.level2.map(({ code }) => level1Of(taxonomy, code)?.code);
    expect(new Set(above)).toEqual(new Set(taxonomy.level1.map(({ code }) => code)));
  });

  it.each([
    ['cn-2020', '14', '成本指标', '产出指标'],
    ['cn-2020', '31', '服务对象满意度', '满意度指标'],
    ['cn-2021', '41', '经济成本', '成本指标'],
    ['cn-2021', '11', '数量指标', '产出指标'],
  ])('%s reads %s as %s of %s', (id, code, name, above) => {
    const taxonomy = taxonomyOf(id) ?? taxonomies[0];
    if (taxonomy === undefined) throw new Error('there is no taxonomy');
    expect([classOf(taxonomy, code)?.name, level1Of(taxonomy, code)?.name]).toEqual([name, above]);
  });

  it.each([
    ['cn-2020', '41'],
    ['cn-2021', '14'],
    ['cn-2020', '1'],
    ['cn-2020', ''],
    ['cn-2020', '111'],
  ])('%s has no class %j of level 2', (id, code) => {
    const taxonomy = taxonomyOf(id);
    expect(taxonomy && classOf(taxonomy, code)).toBeUndefined();
  });
});

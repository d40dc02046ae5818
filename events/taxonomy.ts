/**
 * The code tables of performance indicators (绩效指标分类). Versioned data: a budget names the taxonomy it was written
 * under, and codes are read by that one for ever.
 */
export interface IndicatorClass {
  code: string;
  name: string;
}

export interface Taxonomy {
  id: string;
  name: string;
  /** The rule or document that the table comes from. */
  source: string;
  level1: readonly IndicatorClass[];
  level2: readonly IndicatorClass[];
}

/** The table that the published samples use: 成本 is a level-2 class of 产出. */
const older: Taxonomy = {
  id: 'cn-2020',
  name: '2021年以前的三级指标分类',
  source: '项目支出绩效目标表（一级指标：产出、效益、满意度）',
  level1: [
    { code: '1', name: '产出指标' },
    { code: '2', name: '效益指标' },
    { code: '3', name: '满意度指标' },
  ],
  level2: [
    { code: '11', name: '数量指标' },
    { code: '12', name: '质量指标' },
    { code: '13', name: '时效指标' },
    { code: '14', name: '成本指标' },
    { code: '21', name: '经济效益' },
    { code: '22', name: '社会效益' },
    { code: '23', name: '生态效益' },
    { code: '24', name: '可持续影响' },
    { code: '31', name: '服务对象满意度' },
  ],
};

/** 财预〔2021〕101号 makes 成本 a class of level 1 with three classes of its own. */
const rules2021: Taxonomy = {
  id: 'cn-2021',
  name: '2021年三级指标分类',
  source: '财预〔2021〕101号《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》',
  level1: [...older.level1, { code: '4', name: '成本指标' }],
  level2: [
    ...older.level2.filter(({ code }) => code !== '14'),
    { code: '41', name: '经济成本' },
    { code: '42', name: '社会成本' },
    { code: '43', name: '生态环境成本' },
  ],
};

export const taxonomies: readonly Taxonomy[] = [older, rules2021];
export const defaultTaxonomy = older.id;

export function taxonomyOf(id: string): Taxonomy | undefined {
  return taxonomies.find((taxonomy) => taxonomy.id === id);
}

/** The level-2 class of a code, or undefined if the taxonomy has none. */
export function classOf(taxonomy: Taxonomy, level2: string): IndicatorClass | undefined {
  return taxonomy.level2.find(({ code }) => code === level2);
}

/** The level-1 class that a level-2 code implies: its first digit. */
export function level1Of(taxonomy: Taxonomy, level2: string): IndicatorClass | undefined {
  return taxonomy.level1.find(({ code }) => code === level2[0]);
}

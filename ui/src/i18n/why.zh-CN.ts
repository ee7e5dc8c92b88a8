// 草稿写成之后的变化、模型的把握，以及发送之前能看到什么。键与 why.en.ts 相同。
import type { whyWords as english } from './why.en'

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> }

export const whyWords: Same<typeof english> = {
  changes: {
    title: '此后的变化',
    none: '起草所依据的内容都没有变化。',
    of: {
      product: '商品',
      companion: '同时涉及的商品',
      profile: '画像',
      brief: '简报',
      voice: '品牌语气',
    },
    gone: '后来已删除。',
    whole: '有改动。',
    above: '{{fields}}：改动见上方“商品事实”。',
    show: '查看改动',
    showOf: '查看改动：{{name}}',
    yes: '是',
    no: '否',
  },
  sure: {
    title: '模型的把握',
    unknown: '这篇草稿没有这项数据。内置模型会给出，返回对数概率的服务器也会给出。',
    mean: '平均 −ln P {{mean}}',
    perplexity: '困惑度 {{perplexity}}',
    how: '怎样算出来的',
    formula: '困惑度 = exp(−1/N · Σ ln P(词元))',
    formulaWords:
      'P 是模型写下一个词元时给它的概率，N 是词元数。困惑度为 1，表示每个词元都确定无疑；为 5，表示模型犹豫的程度相当于在五个同样可能的选项中挑一个。一个词的概率取其各词元概率的几何平均。',
    words: '逐词查看',
    honest: '概率低只说明措辞少见，不代表内容有误。事实依据见“声明”。',
    legend: '底色说明',
    step: {
      expected: '意料之中，P ≥ 50%',
      likely: '几种说法之一，20–50%',
      unusual: '少见，5–20%',
      rare: '罕见，低于 5%',
    },
    person: '没有底色的文字由人所写。',
    none: '文案中已没有模型写的词。',
    word: '概率 {{percent}}%',
  },
  sent: {
    refused:
      '这些内容将发往 {{host}}，但在发送之前就会被拦下：工作区、商品、画像或示例标记为只留在本机。请选择本机的模型，或更改这项标记。',
    legend: '标记说明',
    swatch: '文字',
    group: {
      personal: '个人信息，原样保留',
      placeholder: '代替个人信息，收到回答后还原',
      special: '敏感信息，不替换：{{kinds}}',
    },
    of: {
      personal: '个人信息：{{kind}}',
      placeholder: '代替 {{text}}（{{kind}}）',
      special: '敏感信息：{{kind}}',
    },
    replaced: '发送前替换',
    standsFor: '代替',
    kind: {
      name: '姓名',
      email: '邮箱',
      phone: '电话',
      id: '证件号码',
      address: '地址',
      account: '账号或卡号',
      ip: 'IP 地址',
    },
    special: {
      health: '健康',
      religion: '宗教',
      sexuality: '性取向',
      politics: '政治',
      trade_union: '工会',
      ethnicity: '民族或种族',
      pregnancy: '怀孕',
      children: '儿童',
      finance: '财务',
      location: '行踪',
      biometric: '生物识别',
    },
  },
}

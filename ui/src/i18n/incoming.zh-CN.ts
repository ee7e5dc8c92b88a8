// 外来内容中可疑的文字，以及受特别保护的信息。键与 incoming.en.ts 相同。
import type { incomingWords as english } from './incoming.en'

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> }

export const incomingWords: Same<typeof english> = {
  incoming: {
    title: '可疑文字',
    mark: '这件商品含有可疑文字，打开可查看位置。',
    summary_one: '有 {{count}} 处可疑文字（{{fields}}），说明见字段下方。',
    summary_other: '有 {{count}} 处可疑文字（{{fields}}），说明见字段下方。',
    taken: '已在此去掉。保存后生效，放弃更改即可恢复。',
    takeOut: '去掉',
    takeOutOf: '去掉：{{kind}}，{{field}}',
    more_one: '另有 {{count}} 处',
    more_other: '另有 {{count}} 处',
    means: '它只会作为引用的数据交给模型；据此写出的草稿会带提示。',
    kind: {
      instruction: '给模型的指令',
      markup: '有风险的标记',
      invisible: '不可见字符',
      bidi: '阅读方向被翻转',
      other: '可疑文字',
    },
    tag: '标签 {{number}}',
    fact: '参数 {{number}}',
    only: '只看这些',
    shownOf_one: '共 {{count}} 行，预览中有 {{shown}} 行；导入结果会列出。',
    shownOf_other: '共 {{count}} 行，预览中有 {{shown}} 行；导入结果会列出。',
    imported_one: '{{count}} 件商品含有可疑文字：给模型的指令、有风险的标记或隐藏字符。已按原样导入。',
    imported_other: '{{count}} 件商品含有可疑文字：给模型的指令、有风险的标记或隐藏字符。已按原样导入。',
    importedMeans: '这些文字只会作为引用的数据交给模型，据此写出的草稿会带提示。打开商品即可去掉。',
    first: '前 {{shown}} 件：',
  },
  special: {
    kind: {
      health: '健康状况',
      religion: '宗教信仰',
      sexuality: '性取向与性生活',
      politics: '政治观点',
      trade_union: '工会成员身份',
      ethnicity: '种族或民族',
      pregnancy: '怀孕',
      children: '不满十四周岁的儿童',
      finance: '财务状况',
      location: '行踪',
      biometric: '生物识别或基因信息',
    },
    mark: '可推断出：{{kinds}}',
    from: '可由{{words}}推断出。',
    what: '须征得当事人明示同意方可使用；否则请去掉，或让画像留在本机。',
    stay: '让这个画像留在本机',
    stays: '画像已设为留在本机，不会发往任何服务器。使用它仍需合法依据，例如明示同意。',
    remove: '移除“{{words}}”',
    takeOut: '去掉“{{words}}”',
  },
}

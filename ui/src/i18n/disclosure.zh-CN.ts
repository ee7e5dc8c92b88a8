// AI 标识的说明，简体中文。`zh-CN.ts` 引入。
export const disclosureWords = {
  disclosure: {
    title: 'AI 标识',
    asked_one: '{{number}} 篇须标“{{words}}”',
    asked_other: '{{number}} 篇须标“{{words}}”',
    notAsked: '没有法律或平台要求这些草稿带可见标识。',
    where: '标识放在哪里',
    place: { column: '单独一列', text: '写入正文' },
    about: {
      column: '文案与批准时一字不差。',
      text: '在主要正文中单独成行，计入字数限制。没有这类正文的渠道仍放在列中。',
    },
    marks: '供机器识别的标记：{{marks}}。',
    marking: { aigc: 'AIGC 字段（GB 45438-2025）', digital_source_type: 'IPTC 数字来源类型' },
    inProperties: '写在工作簿的属性里。',
    inColumn: 'CSV 没有元数据，由“AI 元数据”一列承载。',
    inMessages: '写在每行的元数据里。',
    switches: '还要在平台上操作',
    duties: 'AI 披露义务',
    dutiesHint: '法律和平台要求如何说明文案由 AI 参与，截至 {{dated}}。不构成法律意见。导出时照此执行。',
    platforms: '平台要求，与销售市场无关',
    label: {
      always: '可见标识：“{{words}}”',
      unreviewed: '可见标识“{{words}}”，经人批准的文案免标',
      never: '正文无须可见标识',
    },
    since: '自 {{date}} 起',
    evidence: { primary: '据原文', secondary: '据二手资料', memory: '未查到书面依据' },
    read: '{{title}}，{{read}} 查阅',
    counts: '写入正文的 AI 标识计入这些限制。请缩短文案，或把标识放在单独一列。',
  },
}

export const disclosureProblems = {
  disclosure_unreadable: '无法读取 {{path}}：{{detail}}。请改正或移走该文件。',
}

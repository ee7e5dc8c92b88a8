//! Phrases of instructions to a model. They meet folded text: lower case, no accents, plain quotes and hyphens.

/// English.
pub const ENGLISH: &[&str] = &[
    // what came before is to count no more
    r"\b(?:ignore|disregard|forget|override|overlook|bypass|neglect|discard|(?:do not|don't|stop) (?:follow(?:ing)?|obey(?:ing)?)|pay no attention to|set aside|throw away|delete)\b[^.!?\n]{0,40}?\b(?:previous(?:ly)?|prior|above|preceding|earlier|foregoing|existing|original|initial|system|developer's)\b[^.!?\n]{0,30}?\b(?:instructions?|prompts?|rules?|guidelines?|directions?|directives?|commands?|context|constraints?|guardrails?|messages?|orders?|programming|training|told|content|text)\b",
    r"\b(?:ignore|disregard|forget|override|bypass|discard|stop following|do not follow|don't follow)\s+(?:all|any|every|your|these|those|other|each|everything in)\b(?:\s+(?:of|the|your|other|my|own|current|safety))*\s+(?:instructions?|prompts?|guardrails?|directives?|programming|guidelines|safety \w+|content polic(?:y|ies)|constraints)\b",
    r"\b(?:ignore|disregard|forget)\s+(?:everything|anything|all|what)(?:\s+(?:that|which))?\s+(?:(?:is |was |came |written |stated )?(?:above|before this|prior to this|so far)|you (?:were|have been|'ve been) (?:told|instructed|given|taught)|i (?:have )?said|(?:the )?(?:system|developer|user) (?:said|told|wrote))",
    r"\b(?:instructions|prompt|rules|guidelines|directives) (?:above|before this|so far|given earlier) (?:are|is|were|was|have been) (?:now )?(?:void|obsolete|cancelled|canceled|invalid|no longer|replaced|superseded|outdated|fake|a test)",
    r"\b(?:ignore|disregard|bypass|override|skip|disable|turn off)\s+(?:all |any |the |every |your )*(?:\w+ )?(?:safety|security|confirmation|moderation)\s+(?:\w+ )?(?:protocols?|checks?|constraints?|restrictions?|filters?|requirements?|guidelines?)\b",
    r"\b(?:safety|content|security) (?:restrictions|filters|guidelines|protocols) (?:are|is|have been|were) (?:now )?(?:disabled|suspended|lifted|off|removed)\b|\bwithout (?:any )?(?:user|human) (?:confirmation|approval|consent)\b",
    r"\b(?:context|instructions?|directives?|guidelines?)\b[^.!?\n]{0,50}?\b(?:provided|given) to you\b[^.!?\n]{0,30}?\b(?:so far|conversation|at the (?:start|beginning))",
    // who the model is
    r"\byou(?: are|'re) now\s+(?:\w+[ -]){0,5}?(?:assistant|model|bot|chatbot|agent|persona|mode|dan|hacker|unrestricted|unfiltered|jailbroken|gpt|llm|ai|admin|administrator|interpreter|terminal|pirate|free of)\b",
    r"\byou(?: are|'re) no longer (?:bound|restricted|limited|required|subject|an? (?:\w+ )?(?:assistant|ai|copywriter|writer|model))",
    r"\bfrom now on,?\s+(?:you (?:will|must|are to|should|shall|have to|only|are an?) ?(?:act|respond|answer|reply|behave|speak|write|output|be|ignore|pretend|only|obey|assistant|ai|bot)?\b(?: (?:only|always|as|in|to|my|with|like))|(?:answer|respond|reply|write|speak|output|ignore) )",
    r"(?:^|[.!?\n]\s*)as an ai\b[^.\n]{0,30}?(?:,|you|i )|\bas an ai language model|\bas a (?:large )?language model,|\bas an ai (?:model|assistant), (?:you|i|it)\b",
    r"\b(?:act|behave|respond|answer|pretend|roleplay|role-play|speak)\s+(?:as|like|to be|that you are)(?: if you (?:are|were))?(?: an?| the| my)?\s+(?:\w+ ){0,3}?(?:ai(?: assistant| model)?|language model|chatbot|hacker|linux terminal|dan|administrator|root user|unrestricted|evil \w+|uncensored \w+)\b",
    r"\bpretend (?:that )?you (?:are|have|were)(?: an?)? (?:\w+ )?(?:ai|unrestricted|no (?:\w+ )?(?:rules|restrictions|guidelines|filters|limits)|not bound|admin|assistant|language model)",
    r"\byour (?:new|real|true|actual|updated) (?:task|goal|role|job|objective|mission|instructions?|purpose|identity|persona) (?:is|are)(?: now)?(?: to\b|\s*:| an? )",
    r"\b(?:dan mode|do anything now|jailbreak (?:mode|prompt)|you (?:\w+ ){0,3}(?:developer|god|debug) mode|(?:enable|enter|activate) (?:god|dan|jailbreak|unrestricted|uncensored) mode)\b",
    r"\b(?:bypass|disable|turn off|remove|drop)\s+(?:your|all|the|any|every)\s+(?:\w+ )?(?:safety|content|moderation|ethical)\s+(?:filters?|checks?|guidelines?|polic(?:y|ies)|rules|restrictions|measures)",
    // what the model must not show
    r"\b(?:system|developer|hidden) prompt\b",
    r"\b(?:reveal|output|repeat|leak|expose|disclose|dump|print|tell me|show me|display|recite|quote|translate|summari[sz]e)\s+(?:me )?(?:all |of |everything |verbatim |back )*(?:your|the (?:system|hidden|initial|secret|internal|confidential))\s+(?:\w+ ){0,3}?(?:prompts?|instructions?|system message|guidelines|configuration|rules|context|api keys?|credentials|passwords?|secrets)\b",
    r"\b(?:repeat|print|output|copy|write out|recite|return)\s+(?:all |everything |the |me |of )*(?:text|words?|content|lines?|everything|message|conversation)\s+(?:that (?:is|was) )?(?:above|before this)",
    r"\bwhat (?:is|are|were|was) your (?:\w+ )?(?:system |initial |original |hidden )?(?:prompt|instructions)\b",
    // who must not know
    r"\b(?:do not|don't|never|without|must not)\s+(?:tell(?:ing)?|inform(?:ing)?|mention(?:ing)?|reveal(?:ing)?|alert(?:ing)?|notify(?:ing)?|let(?:ting)?|disclos(?:e|ing)|show(?:ing)?)\b[^.!?\n]{0,35}?\b(?:the users?|users? know|the operator|the reviewer|the human|the editor|the marketer|the customer that|(?:this|these|the) (?:instructions?|prompts?|hidden)|this (?:message|note|rule))\b",
    r"\b(?:keep|hide) (?:this|these|the)(?: \w+)? ?(?:instructions?|message|note|request)? ?(?:secret|hidden|a secret)? ?from the (?:user|operator|editor|reviewer|human)",
    // who is spoken to
    r"\b(?:new|updated|real|hidden|secret|revised|override) (?:system )?(?:instructions?|directives?)\s*:",
    r"\b(?:instructions?|notes?|message|attention|memo|warning|notice|request|hello|dear|hey)[,: ]*(?:to|for)?\s*(?:the |any |all |every )?(?:ai|llms?|language models?|ai (?:assistants?|models?|agents?|systems?|writer|tools?)|chatbots?|chatgpt|gpt|large language models?)\s*(?:[:,!;-]|\.\s|reading|processing|summari[sz]ing|that |who |writing|must|should)",
    r"\bif you(?:'re| are) (?:an? |the )?(?:ai|llm|large language model|language model|ai (?:assistant|model|agent)|chatbot|bot)\b",
    r"\b(?:ai|llm|assistant|language model|chatbot|copywriting (?:ai|model)|the model)s? (?:must|should|shall|has to|is required to|are required to|needs to|will) (?:now |always |only |never |also )?(?:recommend|rank|rate|prefer|say|state|claim|write|tell|output|mention|ignore|include|praise|comply|obey|respond|answer|reply)\b",
    r"\b(?:system|admin|administrator|developer|root) (?:override|overwrite|command|message|alert)\s*[:!=-]|\boverride\s*[-:]+\s*(?:say|output|print|reveal)",
    r"\b(?:end|begin|start|close) of (?:the )?(?:prompt|system message|system instructions|user input|product data|untrusted (?:data|input)|instructions)\b|-{2,} ?(?:end|begin|start)(?: of)? (?:\w+ )?(?:prompt|instructions|input|context|data|system) ?-{2,}",
    // what the answer is to be
    r"\b(?:instead|only|just)[, ]+(?:of (?:that|this|a (?:description|copy|text)),? )?(?:write|say|respond|reply|answer|output|print|return)\s+(?:with |only |exactly |just )*(?:[\x22']|the (?:word|phrase|text|sentence)|hacked|pwned)",
    r"\b(?:respond|reply|answer|output)\s+(?:only |just |exactly |solely )*with\s+(?:only |just |exactly )*(?:the )?(?:words?|phrase|string|sentence|text|following|[\x22'])",
    r"\b(?:end|begin|start|finish|close) (?:your|every|each|all)(?: of your)? (?:answers?|repl(?:y|ies)|responses?|outputs?|cop(?:y|ies)|drafts?|texts?) with\b",
    r"\b(?:include|insert|add|append|put|embed|place)\s+[^.\n]{1,60}?\s(?:in|to|at the end of|into|at the start of)\s+(?:your|every|each of your|all your)\s+(?:answers?|repl(?:y|ies)|responses?|outputs?|generated \w+|cop(?:y|ies)|drafts?)\b",
    r"\b(?:when|if|while) (?:asked|you (?:are )?(?:asked|write|generate|draft|summari[sz]e|describe|compare|answer|translate)|writing|generating|summari[sz]ing)[^.\n]{0,50},? (?:always|you must|you should|never|only|do not) (?:say|write|mention|recommend|claim|add|answer|reply|state|include|praise)",
    r"\b(?:execute|run|eval) (?:the )?(?:following|this) (?:code|command|script|shell|query)\b|\b(?:curl|wget) (?:-\S+ )*https?://|\brm -rf /",
    // what is carried away
    r"\b(?:send|post|forward|upload|transmit|exfiltrate|email|append|leak|encode)\b[^.!?\n]{0,50}?\b(?:(?:this |the |our |entire |whole )conversation|chat history|system message|customer (?:data|list|emails?|names|records)|user data|user's (?:data|email|name|input)|api keys?|credentials|(?:this|the) (?:context|prompt)|everything above|(?:audience|interest) profiles?)\b",
];

/// German; `ä` has become `a`.
pub const GERMAN: &[&str] = &[
    r"\b(?:ignorier(?:e|en sie|t)?|vergiss|vergessen sie|missachte(?:n sie)?|ubergeh(?:e|en sie)?|verwirf|(?:be)?folge(?:n sie)? nicht|beachte(?:n sie)? nicht(?: mehr)?|uberschreibe)\b[^.!?\n]{0,40}?\b(?:vorherigen?|bisherigen?|obigen?|vorangehenden?|vorangegangenen?|vorigen?|fruheren?|alle|allen|deine|deinen|ihre|oben|ursprunglichen?|systemanweisung\w*)\b[^.!?\n]{0,25}?\b(?:anweisung(?:en)?|instruktion(?:en)?|befehlen?|regeln?|vorgaben?|anordnungen?|prompts?|gesagte\w*|nachrichten|richtlinien)\b",
    r"\b(?:ignorier(?:e|en sie)?|vergiss|vergessen sie) (?:alles|was),? (?:was )?(?:oben|bisher|davor|zuvor|vorher|dir gesagt|du )",
    r"\b(?:du bist|sie sind) (?:jetzt|nun|ab jetzt|ab sofort|von nun an)\s+(?:\w+ ){0,4}?(?:assistent|ki|bot|chatbot|hacker|sprachmodell|pirat|administrator|ki-\w+)\b",
    r"\bsystem-?prompts?\b|\bsystemanweisung(?:en)?\b",
    r"\b(?:gib|zeige?|nenne|verrate|drucke|wiederhole|schreibe?|offenbare)\b[^.!?\n]{0,30}?\b(?:systemnachricht|deine (?:\w+ )?(?:anweisungen|instruktionen|regeln|vorgaben|prompts?)|deinen (?:\w+ )?prompt|zugangsdaten|api-schlussel)",
    r"\b(?:sag|sage|sagen sie|verrate|verraten sie|informiere|teile|erzahle|erwahne)\b[^.!?\n]{0,25}?\b(?:nutzer|benutzer|anwender|redakteur|bearbeiter)\w*\b[^.!?\n]{0,15}?\b(?:nichts|nicht|nie|kein)",
    r"\b(?:sag|sage|verrate|erwahne)\b[^.!?\n]{0,25}?\b(?:nichts|nicht|nie)\b[^.!?\n]{0,25}?\b(?:nutzer|benutzer|anwender|redakteur|diese anweisung)",
    r"\bab (?:sofort|jetzt),? (?:antwort\w*|schreibst du|bist du|wirst du|ignorier\w*|gehorch\w*)|\bvon nun an (?:antwort\w*|schreibst du|bist du)",
    r"\b(?:antworte|schreibe?|gib)\s+(?:nur|ausschliesslich|ausschlieslich|stattdessen|lediglich)(?: noch)? (?:mit |aus|\x22|')|\bantworte (?:stattdessen|nur)",
    r"\btu so,? als (?:warst|ob|seist) du\b|\bals (?:ki(?:-(?:modell|assistent))?|(?:ki-)?sprachmodell),? (?:musst|sollst|darfst|bist)|\b(?:neue|geheime) (?:anweisung(?:en)?|instruktion(?:en)?)\s*:|\bwenn du (?:eine? )?(?:ki|sprachmodell|chatbot)\b",
    r"\b(?:hinweis|nachricht|anweisung(?:en)?|achtung)[,:]? (?:an|fur) (?:die |das |alle |den )?(?:ki|sprachmodelle?|chatbots?|ki-\w+)\b",
];

/// French, without accents.
pub const FRENCH: &[&str] = &[
    r"\b(?:ignore[rz]?|oublie[rz]?|neglige[rz]?|ne (?:tiens|tenez) (?:pas|plus) compte|fai(?:s|tes) abstraction|passe[rz]? outre|ne (?:suis|suivez) (?:pas|plus))\b[^.!?\n]{0,40}?\b(?:instructions?|consignes?|directives?|regles|ordres|prompts?|commandes)\b[^.!?\n]{0,20}?\b(?:precedent(?:e?s)?|ci-dessus|anterieure?s?|initiales?|donnees|systeme|recues)\b",
    r"\b(?:ignore[rz]?|oublie[rz]?) (?:toutes? |tous )?(?:les |tes |vos )?(?:precedentes|anterieures) (?:instructions?|consignes|directives)|\b(?:ignore[rz]?|oublie[rz]?) (?:toutes (?:les|tes|vos)|tes) (?:instructions?|consignes|directives|regles)|\b(?:ignore[rz]?|oublie[rz]?) tout ce qui precede",
    r"\b(?:tu es|vous etes) (?:maintenant|desormais|a present)\s+(?:\w+ ){0,4}?(?:assistant|ia|robot|chatbot|modele de langage|hacker|pirate|bot)\b",
    r"\b(?:affiche|revele|montre|repete|imprime|donne|divulgue|ecris|recopie)\w*\b[^.!?\n]{0,30}?\b(?:prompt|instructions? (?:systeme|initiales|cachees|internes)|message systeme|(?:tes|vos) (?:instructions|consignes)|mots de passe du systeme|cles? api)\b|\b(?:prompt|invite|instructions?) (?:du )?systeme\b",
    r"\bne (?:le |la |l')?(?:dis|dites|revele|revelez|mentionne|mentionnez|previens|prevenez|informe|informez|parle|parlez)\b[^.!?\n]{0,35}?\b(?:utilisateurs?|redacteur|operateur|cette consigne|ces instructions)\b",
    r"\b(?:a partir de maintenant|desormais),? (?:tu (?:es|dois|vas|reponds)|reponds|repondez|vous devez (?:repondre|ecrire|ignorer))\b",
    r"\breponds?(?:ez)? (?:uniquement|seulement|exclusivement) (?:par|avec)\b|\ben tant qu[e'] ?(?:ia|modele de langage|intelligence artificielle),? (?:tu|vous)|\b(?:nouvelles?|vraies) (?:instructions?|consignes?|directives?)\s*:",
    r"\b(?:fai(?:s|tes) (?:comme si|semblant)|comporte-toi|agis) (?:d'etre |comme )?(?:si tu etais |tu etais )?(?:une? )?(?:ia|hacker|chatbot|robot sans|assistant sans)|\bsi (?:tu es|vous etes) une? (?:ia|modele de langage|chatbot)|\b(?:note|message|instructions?|attention)[,:]? (?:a|aux?|pour) (?:l'|les |toute )?(?:ia|modeles? de langage|intelligences? artificielles?)\b",
];

/// Spanish, without accents.
pub const SPANISH: &[&str] = &[
    r"\b(?:ignora|ignore|olvida|olvide|descarta|omite|desobedece|no (?:sigas|obedezcas|hagas caso (?:a|de)|tengas en cuenta))\b[^.!?\n]{0,40}?\b(?:instrucciones|indicaciones|ordenes|reglas|directrices|prompts?)\b[^.!?\n]{0,20}?\b(?:anteriores?|previas?|de arriba|iniciales|del sistema|recibidas|originales)\b",
    r"\b(?:ignora|ignore|olvida|olvide) (?:todas? )?(?:las |tus |sus )?(?:anteriores|previas) (?:instrucciones|indicaciones|ordenes)|\b(?:ignora|ignore|olvida) (?:todas (?:las|tus|sus)|tus) (?:instrucciones|reglas|ordenes|directrices)|\b(?:ignora|ignore|olvida|olvide) todo lo (?:anterior|que (?:te|se te) )",
    r"\b(?:ahora eres|eres ahora|ahora tu eres)\s+(?:\w+ ){0,4}?(?:asistente|ia|robot|chatbot|modelo|hacker|pirata|bot)\b",
    r"\b(?:muestra|revela|imprime|repite|dime|escribe|ensena|ensename|filtra)\w*\b[^.!?\n]{0,30}?\b(?:prompt|instrucciones (?:del sistema|iniciales|ocultas|internas)|mensaje del sistema|tus (?:instrucciones|reglas)|claves? api)\b|\bprompt (?:del|de) sistema\b|\binstrucciones del sistema\b",
    r"\bno (?:se lo |le |lo )?(?:digas|diga|menciones|informes|reveles|avises|cuentes)\b[^.!?\n]{0,30}?\b(?:usuarios?|operador|redactor|estas instrucciones|esta instruccion)\b",
    r"\b(?:a partir de ahora|de ahora en adelante),? (?:eres|responde|debes|actua|solo responde|ignora|obedece)\b|\bresponde (?:unicamente|solo|solamente|exclusivamente) (?:con|en)\b|\b(?:nuevas|verdaderas) (?:instrucciones|ordenes)\s*:",
    r"\bcomo (?:una )?(?:ia|inteligencia artificial|modelo de lenguaje),? (?:debes|tienes|eres|no puedes)|\b(?:actua|comportate|responde) como (?:si fueras )?(?:una? )?(?:ia|hacker|chatbot|asistente sin|administrador del sistema)|\bfinge (?:que eres|ser) (?:una? )?(?:ia|hacker|asistente|chatbot)|\bsi eres (?:una? )?(?:ia|modelo de lenguaje|chatbot)|\b(?:nota|mensaje|instrucciones|atencion)[,:]? (?:a|para) (?:la |las |toda )?(?:ia|modelos? de lenguaje|inteligencias? artificial(?:es)?)\b",
];

/// Marks that divide what is said by whom.
pub const MARKERS: &[&str] = &[
    r"<\|\s*(?:im_start|im_end|im_sep|system|user|assistant|endoftext|end|eot_id|start_header_id|end_header_id|begin_of_text|eom_id|endofprompt)\b[^>\n]{0,20}\|>",
    r"\[/?inst\]|<<\s*/?sys\s*>>|</?s>\s*\[|<(?:start|end)_of_turn>",
    r"(?m)^\s*#{1,4}\s*(?:(?:new |system |hidden )?instruction|system(?: prompt| message)?|human|assistant|response)\s*:?\s*$|(?m)^\s*#{2,4}\s*(?:instruction|system|human|assistant|user input)s?\s*:",
    r"(?m)^\s*(?:human|assistant|chatgpt|ai)\s*:\s*\S",
    r"(?m)^\s*(?:system|user|developer)\s*:\s*(?:you (?:are|must|will)|ignore|disregard|forget|override|new |from now|the assistant|do not|always|respond|act |reveal|print|what is your|enable)",
    r"</?\s*(?:system|assistant|instructions?|system_prompt|system-reminder|tool_call|tool_result|function_calls?|untrusted|user_query|context)\s*>",
    r"</\s*(?:product|products|facts|policies)\s*>",
    r#""role"\s*:\s*"(?:system|assistant|developer)""#,
];

/// Links: a picture with a query; a link with a place for something of the conversation.
pub const LINKS: &[&str] = &[
    r"!\[[^\]\n]{0,200}\]\(\s*<?(https?://[^)\s?]+)\?([^)\s]+)\)",
    r"(?i)https?://[^\s<>\x22]{1,200}[?&/=](?:\{|\[|<|\$\{|%7b)[a-z_ ]{0,20}(?:data|summary|conversation|history|prompt|context|secret|chat|user|answer|base64|message|instructions)[a-z_ ]{0,20}(?:\}|\]|>|%7d)",
];

/// Chinese, in simplified characters and without spaces.
pub const CHINESE: &[&str] = &[
    r"(?:忽略|无视|忘记|忘掉|忘了|不要理会|不要遵守|不要遵循|不要执行|不再遵守|别理会|别管|不用管|不必理会|放弃|抛开|跳过|忽视|撤销|覆盖|推翻|绕过|清除)(?:掉)?(?:你|您|我|的|在|之前|以上|前面|上述|上文|先前|此前|上面|所有|一切|全部|任何|原有|原来|原先|系统|其他|其它|收到|过|这些|那些|现有|前述|已有|给|对|给出|设定好|安全|内容|说|和|或|,|，){1,8}(?:指令|指示|提示词?|要求|规则|命令|设定|限制|对话|约束|说明|消息|提示语|准则|内容|话|一切)",
    r"(?:你|您)(?:现在|从现在起|从现在开始|今后)(?:,|，)?(?:是|扮演|充当|作为|成为|变成)(?:了)?(?:一个|一名|一位|名为|我的)?[^。!?！？\n]{0,14}?(?:助手|机器人|模型|ai|人工智能|黑客|管理员|dan|终端|猫娘|角色)",
    r"(?:从现在起|从现在开始|接下来|今后)(?:,|，)?(?:你|您)?(?:是|扮演|充当|就是|必须|要|将|只能|只需)?(?:一个|一名|以)?[^。!?！？\n]{0,10}?(?:回答|回复|输出|扮演|服从|听从|不受限制|ai|机器人|黑客)",
    r"(?:请|要)?(?:你)?(?:扮演|假装(?:你)?(?:是|成)?|模拟|充当)(?:一个|一名|一位)?[^。!?！？\n]{0,10}?(?:ai助手|ai|人工智能|机器人助手|黑客|管理员|没有限制|不受限制|无限制|语言模型|linux终端)",
    r"(?:输出|显示|打印|泄露|透露|告诉我|复述|重复|展示|公开|给出|发送|列出|说出|翻译)(?:一下|出)?(?:你|您|你们)?(?:的|完整|全部|所有|初始|原始|隐藏|内部|上面|以上|之前|收到){0,4}(?:系统提示词?|提示词|系统消息|系统指令|初始指令|内部指令|隐藏指令|api密钥|客户资料|用户数据|聊天记录|系统设定)",
    r"(?:输出|显示|泄露|透露|告诉我|复述|重复|公开|说出)(?:一下|出)?(?:你|您)(?:的|所有|全部|收到|完整|初始|原始){1,4}(?:指令|设定|规则|密码|密钥|提示|要求)",
    r"系统提示词|system(?:prompt|提示词)|你的(?:系统)?(?:提示词|初始指令)是什么",
    r"(?:不要|别|切勿|不得|禁止|不能|请勿|千万别|无需|不准|不许)(?:告诉|告知|通知|提醒|透露给|提示|泄露给)(?:任何)?(?:用户|使用者|管理员|审核人?员?|编辑|操作员|运营|对方|人类)",
    r"(?:不要|别|切勿|不得|不能|请勿)让(?:用户|使用者|管理员|审核人?员?|编辑|操作员|运营|人类)[^。!?\n]{0,6}?(?:知道|发现|看到|察觉)|(?:不要|别|切勿|请勿)(?:提及|提到|透露|说出)(?:这条|此|本|该|这些|以上)(?:指令|指示|提示|消息)",
    r"(?:新的?|最新的?|真正的?|隐藏的?|秘密|系统|管理员|开发者)(?:指令|指示|命令)(?::|：|是|为|如下)",
    r"作为(?:一个|一名)?(?:人工智能|ai|大?语言模型|大模型|ai助手|ai模型|智能助手)(?:助手|模型)?(?:,|，|你|我)",
    r"(?:进入|开启|启用|切换到?|激活)(?:了)?(?:越狱|dan|无限制|不受限制?|上帝|开发者调试)模式",
    r"(?:只|仅|直接)(?:需|能|要|用)?(?:回复|回答|输出|返回)(?:以下|下面|这句话|这几个字|一句话|一个词|\x22|:|：|')|(?:回复|回答|输出)(?:内容)?(?:必须|只能|一律)(?:是|为|包含)",
    r"(?:在|于)(?:你的?|每个|每条|每次|所有|生成的?|最终)(?:的)?(?:回答|回复|输出|文案|正文|答案)(?:的)?(?:中|里|末尾|最后|结尾|开头|后面|前面)?(?:,|都|必须|要|请|一定)?(?:加上|插入|附上|添加|写上|包含|加入|写明)",
    r"(?:致|给|写给|提醒|告知|请)(?:所有|任何|各位|阅读本文的|正在阅读的?)?(?:ai|人工智能|大模型|语言模型|智能助手|聊天机器人)(?:助手|模型|读者|系统|们)?(?::|：|,|，|请|必须|注意)",
    r"(?:如果|若|假如)(?:你|您)是(?:一个|一名)?(?:ai|人工智能|语言模型|大语言模型|大模型|机器人|智能助手)",
    r"(?:ai|模型|助手|机器人)(?:必须|应当|应该|务必|一定要|只能)(?:说|写|推荐|输出|回答|回复|声称|提到|忽略|评价|服从|执行)",
    r"(?:绕过|突破|解除|关闭|取消|不受)(?:你的|任何|所有|一切)*(?:安全|内容|道德|审查|过滤|伦理|系统){1,2}(?:限制|审核|审查|过滤器?|规则|策略|约束)",
    r"(?:把|将)[^。!?\n]{0,12}?(?:聊天记录|对话内容|对话记录|客户资料|客户名单|用户信息|用户数据|系统提示|上下文|api密钥|密钥)[^。!?\n]{0,10}?(?:发送|发到|上传|转发|拼接|附加|提交|传到)",
    r"(?:以上|之前|前面|上述)(?:的)?(?:所有|全部)?(?:指令|提示|规则|要求|设定|指示)(?:都|均|全部|已|现在)*(?:作废|无效|失效|取消|不算|是假的|过期)",
    r"执行(?:以下|下列|下面)(?:的)?(?:代码|命令|脚本|指令)",
    r"你的(?:新|真正的?|真实)(?:任务|目标|角色|身份|使命)(?:是|为)",
];

/// Letters alone.
pub const CLOSED_UP: &[&str] = &[
    r"(?:ignore|disregard|forget|override|bypass)(?:all)?(?:of)?(?:the|your|my)?(?:previous|prior|above|earlier|preceding|system|other)?(?:instruction|prompt|rules|directive|guideline)",
    r"systemprompt|youarenow(?:an?|dan|in)|revealyour|donottelltheuser|donttelltheuser|printyour(?:system|prompt|instructions)|newinstructions",
    r"ignorieren?(?:sie)?alle|ignorezlesinstructions|ignoralasinstrucciones|ignoretoutesles",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_can_be_read() {
        for phrase in [ENGLISH, GERMAN, FRENCH, SPANISH, MARKERS, LINKS, CHINESE, CLOSED_UP].concat() {
            assert!(regex::Regex::new(phrase).is_ok(), "{phrase}");
        }
    }
}

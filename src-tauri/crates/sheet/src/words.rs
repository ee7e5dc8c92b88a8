//! The words that headers use, in English, German, French, Spanish and Chinese, and in the dialects of Shopify,
//! WooCommerce and Google Merchant Center.
//!
//! Words are compared in the form that [`normal`] gives them. In each list the best word comes first: of two columns
//! that could be the same thing, the one with the earlier word wins.

/// A list of words for one target.
pub(crate) type Words = &'static [&'static str];

pub(crate) const SKU: Words = &[
    "sku",
    "variant sku",
    "product sku",
    "item sku",
    "seller sku",
    "sku id",
    "artikelnummer",
    "artikelnr",
    "artikel nr",
    "art nr",
    "artnr",
    "bestellnummer",
    "produktnummer",
    "货号",
    "商品货号",
    "商家编码",
    "sku编码",
    "商品编码",
    "产品编码",
    "商品编号",
    "产品编号",
    "款号",
    "référence",
    "référence produit",
    "réf",
    "code article",
    "code produit",
    "referencia",
    "código de artículo",
    "código de producto",
    "código",
    "codigo",
    "item number",
    "item no",
    "article number",
    "product code",
    "item code",
    "product id",
    "reference",
    "ref",
    "编码",
    "编号",
    "id",
    "gtin",
    "ean",
    "barcode",
    "条码",
];

pub(crate) const NAME: Words = &[
    "product name",
    "product title",
    "item name",
    "title",
    "name",
    "produktname",
    "artikelname",
    "produktbezeichnung",
    "artikelbezeichnung",
    "bezeichnung",
    "produkttitel",
    "titel",
    "商品名称",
    "产品名称",
    "商品标题",
    "产品标题",
    "宝贝标题",
    "标题",
    "名称",
    "品名",
    "nom du produit",
    "nom produit",
    "désignation",
    "libellé",
    "intitulé",
    "titre",
    "nom",
    "nombre del producto",
    "nombre de producto",
    "nombre",
    "título",
    "titulo",
    "product",
    "produkt",
    "artikel",
    "produit",
    "producto",
    "商品",
    "产品",
];

pub(crate) const DESCRIPTION: Words = &[
    "body html",
    "description",
    "product description",
    "long description",
    "full description",
    "beschreibung",
    "produktbeschreibung",
    "artikelbeschreibung",
    "langbeschreibung",
    "langtext",
    "商品描述",
    "产品描述",
    "描述",
    "商品详情",
    "产品详情",
    "详情",
    "商品介绍",
    "产品介绍",
    "介绍",
    "description du produit",
    "description produit",
    "description longue",
    "descriptif",
    "descripción",
    "descripcion",
    "descripción del producto",
    "descripción larga",
    "body",
    "short description",
    "kurzbeschreibung",
    "kurztext",
    "description courte",
    "descripción corta",
    "简介",
    "卖点",
];

pub(crate) const PRICE: Words = &[
    "price",
    "variant price",
    "regular price",
    "selling price",
    "unit price",
    "retail price",
    "preis",
    "verkaufspreis",
    "bruttopreis",
    "stückpreis",
    "价格",
    "售价",
    "销售价",
    "商品价格",
    "单价",
    "零售价",
    "prix",
    "prix de vente",
    "prix ttc",
    "prix unitaire",
    "precio",
    "precio de venta",
    "precio unitario",
    "pvp",
    "sale price",
];

pub(crate) const CURRENCY: Words = &[
    "currency",
    "currency code",
    "price currency",
    "währung",
    "waehrung",
    "币种",
    "货币",
    "devise",
    "monnaie",
    "moneda",
    "divisa",
];

pub(crate) const CATEGORY: Words = &[
    "category",
    "product category",
    "categories",
    "kategorie",
    "kategorien",
    "produktkategorie",
    "warengruppe",
    "produktgruppe",
    "类目",
    "商品类目",
    "分类",
    "商品分类",
    "产品分类",
    "类别",
    "品类",
    "catégorie",
    "catégories",
    "rubrique",
    "categoría",
    "categorías",
    "categoria",
    "categorias",
    "product type",
    "custom product type",
    "type",
    "produkttyp",
    "google product category",
    "google shopping google product category",
];

pub(crate) const BRAND: Words = &[
    "brand",
    "brand name",
    "brands",
    "vendor",
    "manufacturer",
    "marke",
    "hersteller",
    "品牌",
    "厂商",
    "制造商",
    "marque",
    "fabricant",
    "marca",
    "fabricante",
];

pub(crate) const TAGS: Words = &[
    "tags",
    "product tags",
    "tag",
    "keywords",
    "schlagwörter",
    "schlagworte",
    "stichwörter",
    "stichworte",
    "标签",
    "商品标签",
    "关键词",
    "关键字",
    "mots clés",
    "étiquettes",
    "etiquetas",
    "palabras clave",
];

pub(crate) const LANGUAGE: Words =
    &["language", "lang", "locale", "content language", "language code", "sprache", "语言", "langue", "idioma"];

pub(crate) const PROFILE_NAME: Words = &[
    "profile",
    "profile name",
    "profil",
    "persona",
    "audience",
    "audience name",
    "segment",
    "segment name",
    "customer group",
    "name",
    "title",
    "profilname",
    "zielgruppe",
    "kundengruppe",
    "画像",
    "用户画像",
    "人群",
    "人群名称",
    "受众",
    "受众名称",
    "客群",
    "名称",
    "nom",
    "nom du profil",
    "cible",
    "public",
    "perfil",
    "nombre",
    "nombre del perfil",
    "público",
    "audiencia",
    "segmento",
];

pub(crate) const INTERESTS: Words = &[
    "interests",
    "interest",
    "interessen",
    "interesse",
    "兴趣",
    "兴趣爱好",
    "兴趣标签",
    "爱好",
    "centres d intérêt",
    "intérêts",
    "intereses",
    "interés",
    "hobbies",
    "hobbys",
    "topics",
    "themen",
    "likes",
    "affinities",
    "tags",
    "标签",
    "keywords",
];

pub(crate) const TONE: Words = &[
    "tone",
    "tone of voice",
    "voice",
    "ton",
    "tonalität",
    "tonfall",
    "ansprache",
    "语气",
    "语调",
    "文风",
    "风格",
    "tonalité",
    "tono",
    "tono de voz",
    "style",
    "stil",
    "estilo",
];

pub(crate) const NOTES: Words = &[
    "notes",
    "note",
    "comments",
    "comment",
    "remarks",
    "description",
    "notizen",
    "notiz",
    "bemerkung",
    "bemerkungen",
    "anmerkung",
    "anmerkungen",
    "kommentar",
    "beschreibung",
    "备注",
    "说明",
    "笔记",
    "remarques",
    "remarque",
    "commentaires",
    "commentaire",
    "notas",
    "nota",
    "comentarios",
    "comentario",
    "observaciones",
    "描述",
];

/// The column that holds together the rows of a Shopify product, in the new and the old dialect.
pub(crate) const HANDLE: Words = &["url handle", "handle"];

/// Words of facts. Latin words match a whole word of the header, or the end of a German compound.
const FACTS: Words = &[
    "material",
    "materials",
    "fabric",
    "weight",
    "size",
    "colour",
    "color",
    "care",
    "dimensions",
    "dimension",
    "width",
    "height",
    "depth",
    "length",
    "diameter",
    "capacity",
    "volume",
    "origin",
    "warranty",
    "guarantee",
    "ingredients",
    "composition",
    "pattern",
    "gender",
    "age group",
    "season",
    "fit",
    "scent",
    "flavour",
    "flavor",
    "features",
    "finish",
    "wattage",
    "voltage",
    "power",
    "pack size",
    "gewicht",
    "größe",
    "groesse",
    "farbe",
    "pflege",
    "pflegehinweise",
    "abmessungen",
    "abmessung",
    "maße",
    "breite",
    "höhe",
    "länge",
    "tiefe",
    "durchmesser",
    "stoff",
    "herkunft",
    "herkunftsland",
    "garantie",
    "inhaltsstoffe",
    "zutaten",
    "volumen",
    "muster",
    "leistung",
    "duft",
    "matière",
    "matériau",
    "poids",
    "taille",
    "couleur",
    "entretien",
    "largeur",
    "hauteur",
    "longueur",
    "profondeur",
    "diamètre",
    "tissu",
    "origine",
    "ingrédients",
    "contenance",
    "parfum",
    "peso",
    "talla",
    "tamaño",
    "cuidado",
    "cuidados",
    "dimensiones",
    "medidas",
    "ancho",
    "alto",
    "altura",
    "largo",
    "profundidad",
    "diámetro",
    "tejido",
    "origen",
    "garantía",
    "composición",
    "ingredientes",
    "capacidad",
    "aroma",
];

/// Chinese words of facts; they match anywhere in the header.
const FACTS_ZH: Words = &[
    "材质", "材料", "面料", "重量", "净重", "毛重", "尺寸", "尺码", "规格", "颜色", "保养", "洗涤", "护理", "产地",
    "容量", "成分", "质保", "保修", "功率", "电压", "长度", "宽度", "高度", "厚度", "直径", "配料", "口味", "香味",
    "香型", "适用", "款式", "图案",
];

/// Words that make a header the shop's own business: `Weight unit`, `Image width`.
const NOT_FACTS: Words = &[
    "unit",
    "image",
    "images",
    "img",
    "picture",
    "photo",
    "url",
    "link",
    "seo",
    "id",
    "shipping",
    "inventory",
    "tax",
    "bild",
    "versand",
    "envío",
    "livraison",
    "price",
    "volume pricing",
    "class",
    "status",
    "alt",
];

/// A header in the form in which words are compared: small letters, single spaces, no punctuation, `productName` split.
pub(crate) fn normal(header: &str) -> String {
    let mut out = String::with_capacity(header.len());
    let mut small = false;
    for c in header.trim_start_matches("g:").chars() {
        if c.is_uppercase() && small {
            out.push(' ');
        }
        small = c.is_lowercase();
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The header as it is and without what it has in brackets: `Price (EUR)` is first that and then `Price`.
pub(crate) fn forms(header: &str) -> [String; 2] {
    let bare = header.split(['(', '（', '[', '【']).next().unwrap_or_default();
    [normal(header), normal(bare)]
}

/// How well a header fits a list of words: the smaller the better.
pub(crate) fn rank(forms: &[String; 2], words: Words) -> Option<usize> {
    forms.iter().find_map(|form| words.iter().position(|word| word == form))
}

/// Whether a cell is a word that headers use.
pub(crate) fn is_header_word(cell: &str) -> bool {
    if cell.len() > 60 {
        return false;
    }
    let forms = forms(cell);
    [
        SKU,
        NAME,
        DESCRIPTION,
        PRICE,
        CURRENCY,
        CATEGORY,
        BRAND,
        TAGS,
        LANGUAGE,
        PROFILE_NAME,
        INTERESTS,
        TONE,
        NOTES,
        HANDLE,
    ]
    .iter()
    .any(|words| rank(&forms, words).is_some())
}

/// The name of the fact that a header looks like.
pub(crate) fn fact(header: &str) -> Option<String> {
    // `Google Shopping / Gender` is about the gender; `Color (product.metafields…)` about the colour
    let last = header.rsplit(" / ").next().unwrap_or(header);
    let name = last.split(" (product.metafields").next().unwrap_or(last).trim();
    let normal = normal(name);
    let words: Vec<&str> = normal.split(' ').collect();
    if words.iter().any(|word| NOT_FACTS.contains(word)) {
        return None;
    }
    let latin = FACTS.iter().any(|fact| {
        words.iter().any(|word| word == fact || (fact.len() >= 5 && word.ends_with(fact)))
            || (fact.contains(' ') && normal.contains(fact))
    });
    (latin || FACTS_ZH.iter().any(|fact| normal.contains(fact))).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_compared_without_case_brackets_and_punctuation() {
        assert_eq!(normal("Body (HTML)"), "body html");
        assert_eq!(normal("Artikel-Nr."), "artikel nr");
        assert_eq!(normal("productName"), "product name");
        assert_eq!(normal("SKU"), "sku");
        assert_eq!(normal("*商品名称"), "商品名称");
        assert_eq!(normal("g:product_type"), "product type");
        assert_eq!(forms("价格（元）")[1], "价格");
    }

    #[test]
    fn facts_are_recognised_and_shop_business_is_not() {
        for (header, name) in [
            ("Material", Some("Material")),
            ("Nettogewicht", Some("Nettogewicht")),
            ("Obermaterial", Some("Obermaterial")),
            ("dimensions.width", Some("dimensions.width")),
            ("warrantyInformation", Some("warrantyInformation")),
            ("Google Shopping / Age Group", Some("Age Group")),
            ("Color (product.metafields.shopify.color-pattern)", Some("Color")),
            ("商品材质", Some("商品材质")),
            ("Variant Weight Unit", None),
            ("Image Width", None),
            ("Option1 Value", None),
            ("shippingInformation", None),
        ] {
            assert_eq!(fact(header).as_deref(), name, "{header}");
        }
    }

    #[test]
    fn a_product_word_means_one_thing() {
        let lists = [SKU, NAME, DESCRIPTION, PRICE, CURRENCY, CATEGORY, BRAND, TAGS, LANGUAGE];
        let mut all: Vec<&str> = lists.concat();
        assert!(all.iter().all(|word| normal(word) == *word), "every word is in the compared form");
        all.sort_unstable();
        let before = all.len();
        all.dedup();
        assert_eq!(all.len(), before);
    }
}

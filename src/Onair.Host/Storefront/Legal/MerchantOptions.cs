namespace Onair.Host.Storefront.Legal;

/// <summary>
/// Who sells, as the law wants it at the foot of every page: <c>ONAIR__MERCHANT__...</c>. Given whole or not at all:
/// without it the shop says that it is for practice and nothing is for sale.
/// </summary>
internal sealed class MerchantOptions
{
    /// <summary>Trade name (상호), at most 100 characters like all the texts here.</summary>
    public string Name { get; set; } = "";

    /// <summary>The name on English pages; empty: <see cref="Name"/>.</summary>
    public string NameEn { get; set; } = "";

    /// <summary>Representative (대표자).</summary>
    public string Representative { get; set; } = "";

    /// <summary>Where complaints are taken.</summary>
    public string Address { get; set; } = "";

    /// <summary>Where customers call.</summary>
    public string Phone { get; set; } = "";

    /// <summary>Where customers write to.</summary>
    public string Email { get; set; } = "";

    /// <summary>Business registration number (사업자등록번호): ten digits, hyphens allowed.</summary>
    public string BusinessNumber { get; set; } = "";

    /// <summary>Mail-order report (통신판매업 신고번호) with its authority, as the certificate writes it.</summary>
    public string MailOrderNumber { get; set; } = "";

    /// <summary>Who answers for personal data (개인정보 보호책임자), with a way to reach them.</summary>
    public string PrivacyOfficer { get; set; } = "";

    /// <summary>Who hosts the servers; empty: the shop itself.</summary>
    public string Hosting { get; set; } = "";

    /// <summary>
    /// A folder with texts of one's own: <c>terms.ko.md</c>, <c>privacy.en.md</c> and so on replace ours, one by one.
    /// Read once, at most 256 KiB each. Empty: ours.
    /// </summary>
    public string Texts { get; set; } = "";

    public bool IsGiven => Name.Length > 0;
}

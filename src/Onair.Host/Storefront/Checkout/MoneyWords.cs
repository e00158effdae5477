using Onair.Payments;
using Onair.Payments.Receipts;

namespace Onair.Host.Storefront.Checkout;

/// <summary>All texts of receipts of cash and of where money goes back to. A language that lacks one does not compile.
/// </summary>
public sealed record MoneyWords
{
    public static readonly MoneyWords Korean = new()
    {
        Receipt = "현금영수증",
        ReceiptNote = "계좌이체와 가상계좌로 결제할 때 받을 수 있어요. 결제가 끝나면 자동으로 발급해요.",
        ReceiptLaterNote = "번호를 알려 주시면 바로 발급해요. 번호는 암호화해 보관하고 발급에만 써요.",
        None = "신청하지 않음",
        IncomeDeduction = "소득공제용 (개인)",
        ExpenseProof = "지출증빙용 (사업자)",
        Number = "현금영수증 번호",
        NumberHint = "소득공제용은 휴대전화 번호, 지출증빙용은 사업자등록번호 10자리",
        Ask = "현금영수증 신청",
        WrongPurpose = "소득공제용과 지출증빙용 가운데 골라 주세요.",
        WrongMobile = "휴대전화 번호를 다시 확인해 주세요.",
        WrongBusiness = "사업자등록번호 10자리를 다시 확인해 주세요.",
        WrongMethod = "현금영수증은 계좌이체와 가상계좌에서만 받을 수 있어요. 결제 방법을 바꾸거나 신청하지 않음을 골라 주세요.",
        NotAskable = "지금은 현금영수증을 신청할 수 없어요.",
        Asked = "입금되면 발급해요",
        Planned = "발급하고 있어요",
        SelfPlanned = "신청하지 않으면 번호 없이 발급해요",
        Issued = "발급됐어요",
        Cancelling = "취소하고 있어요",
        Cancelled = "취소됐어요",
        Failed = "발급하지 못했어요. 번호를 확인해 다시 신청하거나 고객센터에 문의해 주세요.",
        IssueNumber = "승인번호",
        SeeReceipt = "현금영수증 보기",
        SelfIssuedNote = "신청이 없어 번호 없이 발급했어요. 홈택스에서 본인 것으로 등록할 수 있어요.",
        RefundTitle = "환불받을 계좌",
        RefundText = "입금하신 금액을 돌려드릴 계좌를 알려 주세요. 계좌는 암호화해 보관하고, 돌려드린 뒤에는 지워요.",
        RefundAmount = "돌려드릴 금액",
        RefundBefore = "돌려드릴 기한",
        BankOf = "은행",
        ChooseBank = "은행을 골라 주세요",
        BankCodeHint = "결제사의 은행 코드",
        AccountNumber = "계좌번호",
        AccountNumberHint = "숫자만, 또는 - 를 넣어서",
        AccountHolder = "예금주",
        GiveAccount = "이 계좌로 환불받기",
        WrongBank = "은행을 골라 주세요.",
        WrongAccountNumber = "계좌번호를 숫자 20자리까지 입력해 주세요.",
        WrongHolder = "예금주 이름을 60자까지 입력해 주세요.",
    };

    public static readonly MoneyWords English = new()
    {
        Receipt = "Cash receipt",
        ReceiptNote = "For bank transfers and virtual accounts. It is issued by itself once you have paid.",
        ReceiptLaterNote = "Tell us the number and we issue it. It is kept encrypted, and used for nothing else.",
        None = "No receipt",
        IncomeDeduction = "Income deduction (person)",
        ExpenseProof = "Proof of expense (business)",
        Number = "Number for the receipt",
        NumberHint = "A mobile number for an income deduction, a business number of 10 digits for an expense",
        Ask = "Ask for the receipt",
        WrongPurpose = "Please choose income deduction or proof of expense.",
        WrongMobile = "Please check the mobile number.",
        WrongBusiness = "Please check the business registration number of 10 digits.",
        WrongMethod = "Only bank transfers and virtual accounts have cash receipts. Please pay so, or choose none.",
        NotAskable = "A cash receipt cannot be asked for now.",
        Asked = "Issued when the deposit is here",
        Planned = "Being issued",
        SelfPlanned = "Issued without a number unless you ask",
        Issued = "Issued",
        Cancelling = "Being cancelled",
        Cancelled = "Cancelled",
        Failed = "Not issued. Please check the number and ask again, or write to us.",
        IssueNumber = "Approval number",
        SeeReceipt = "See the receipt",
        SelfIssuedNote = "Nobody asked, so it was issued without a number. You can claim it at Hometax.",
        RefundTitle = "Account for your refund",
        RefundText = "Please say where your deposit goes back to. It is kept encrypted until it is paid back.",
        RefundAmount = "To be paid back",
        RefundBefore = "Paid back before",
        BankOf = "Bank",
        ChooseBank = "Choose a bank",
        BankCodeHint = "The provider's code of the bank",
        AccountNumber = "Account number",
        AccountNumberHint = "Digits; hyphens may stand between",
        AccountHolder = "Account holder",
        GiveAccount = "Pay back to this account",
        WrongBank = "Please choose a bank.",
        WrongAccountNumber = "Please enter an account number of up to 20 digits.",
        WrongHolder = "Please enter the holder's name, up to 60 characters.",
    };

    public required string Receipt { get; init; }
    public required string ReceiptNote { get; init; }
    public required string ReceiptLaterNote { get; init; }
    public required string None { get; init; }
    public required string IncomeDeduction { get; init; }
    public required string ExpenseProof { get; init; }
    public required string Number { get; init; }
    public required string NumberHint { get; init; }
    public required string Ask { get; init; }
    public required string WrongPurpose { get; init; }
    public required string WrongMobile { get; init; }
    public required string WrongBusiness { get; init; }
    public required string WrongMethod { get; init; }
    public required string NotAskable { get; init; }
    public required string Asked { get; init; }
    public required string Planned { get; init; }
    public required string SelfPlanned { get; init; }
    public required string Issued { get; init; }
    public required string Cancelling { get; init; }
    public required string Cancelled { get; init; }
    public required string Failed { get; init; }
    public required string IssueNumber { get; init; }
    public required string SeeReceipt { get; init; }
    public required string SelfIssuedNote { get; init; }
    public required string RefundTitle { get; init; }
    public required string RefundText { get; init; }
    public required string RefundAmount { get; init; }
    public required string RefundBefore { get; init; }
    public required string BankOf { get; init; }
    public required string ChooseBank { get; init; }
    public required string BankCodeHint { get; init; }
    public required string AccountNumber { get; init; }
    public required string AccountNumberHint { get; init; }
    public required string AccountHolder { get; init; }
    public required string GiveAccount { get; init; }
    public required string WrongBank { get; init; }
    public required string WrongAccountNumber { get; init; }
    public required string WrongHolder { get; init; }

    public string NameOf(CashReceiptPurpose purpose) => purpose switch
    {
        CashReceiptPurpose.IncomeDeduction => IncomeDeduction,
        CashReceiptPurpose.ExpenseProof => ExpenseProof,
    };

    public string StateOf(CashReceipt receipt) => receipt.State switch
    {
        CashReceiptState.Asked => Asked,
        CashReceiptState.Planned => receipt is { IsSelfIssued: true, CalledAt: null } ? SelfPlanned : Planned,
        CashReceiptState.Issued => Issued,
        CashReceiptState.Cancelling => Cancelling,
        CashReceiptState.Cancelled or CashReceiptState.Dropped => Cancelled,
        CashReceiptState.Failed => Failed,
    };
}

namespace Onair.Payments;

/// <summary>How a customer pays, in one word for all providers. Stored and sent; never renumber.</summary>
public enum PaymentMethod
{
    /// <summary>Credit, debit and gift cards.</summary>
    Card = 1,

    /// <summary>Straight from a bank account.</summary>
    Transfer = 2,

    /// <summary>An account number of one's own to pay into, within days.</summary>
    VirtualAccount = 3,

    /// <summary>On the telephone bill.</summary>
    Phone = 4,

    /// <summary>A wallet.</summary>
    EasyPay = 5,
}

/// <summary>The words of <see cref="PaymentMethod"/> on the wire, in options and in the database.</summary>
public static class PaymentMethods
{
    public static readonly IReadOnlyList<PaymentMethod> All = Enum.GetValues<PaymentMethod>();

    public static string Word(PaymentMethod method) => method switch
    {
        PaymentMethod.Card => "card",
        PaymentMethod.Transfer => "transfer",
        PaymentMethod.VirtualAccount => "virtual-account",
        PaymentMethod.Phone => "phone",
        PaymentMethod.EasyPay => "easy-pay",
    };

    /// <summary>Null for a word that is none of them.</summary>
    public static PaymentMethod? Find(string word)
    {
        foreach (var method in All)
        {
            if (Word(method) == word) return method;
        }

        return null;
    }
}

using Microsoft.AspNetCore.Identity;
using Onair.Primitives;

namespace Onair.Customers;

/// <summary>Name and number. The address of mail has a way of its own (<see cref="ChangeEmail"/>).</summary>
public sealed class ChangeProfile(UserManager<Customer> users)
{
    public Task<Customer?> FindAsync(Guid customer) => users.FindByIdAsync(customer.ToString());

    /// <summary>What is wrong; empty when it is done.</summary>
    public async Task<IReadOnlyList<AccountError>> RunAsync(Guid id, string name, string phone, bool isEnglish)
    {
        var errors = new List<AccountError>();
        AccountError.CheckText(errors, "name", name, Customer.NameCharsMax);
        if (phone.Length > 0 && Contact.Phone(phone) is null) errors.Add(new("phone", AccountFault.NotPhone));
        if (errors.Count > 0 || await users.FindByIdAsync(id.ToString()) is not { } customer) return errors;
        customer.Name = name;
        customer.Phone = Contact.Phone(phone);
        customer.IsEnglish = isEnglish ? 1 : 0;
        var changed = await users.UpdateAsync(customer);
        // Two forms at once: what was sent last is asked for again from its page.
        return changed.Succeeded ? [] : await RunAsync(id, name, phone, isEnglish);
    }
}

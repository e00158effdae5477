using Onair.Catalog;
using Onair.Orders;
using Onair.Primitives;

namespace Onair.Tests.Orders;

public sealed class CustomerFieldsTests
{
    [Theory]
    [InlineData("01012345678", "01012345678")]
    [InlineData("010-1234-5678", "01012345678")]
    [InlineData("(010) 1234.5678", "01012345678")]
    [InlineData("+82 10-1234-5678", "01012345678")]
    [InlineData("+82 (0)10-1234-5678", "01012345678")]
    [InlineData("821012345678", "01012345678")]
    [InlineData("02-123-4567", "021234567")]
    [InlineData("8212345", "8212345")] // Too short to be a number behind a country code.
    [InlineData("+1 415 555 0100", "14155550100")]
    [InlineData("1588-000", "1588000")]
    public void One_person_has_one_number_however_it_is_typed(string typed, string number)
    {
        var errors = new List<FieldError>();
        Assert.Equal(number, CustomerFields.Phone(typed, errors));
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("123456")]
    [InlineData("1234567890123456")]
    [InlineData("010-1234-567a")]
    [InlineData("공일공일이삼사오육칠팔")]
    [InlineData("٠١٠١٢٣٤٥٦٧٨")] // Digits, but not those a phone has.
    [InlineData("010#1234#5678")]
    [InlineData("-----------")]
    [InlineData("000000000000000000000000000000000000")]
    [InlineData("")]
    public void What_no_phone_has_is_named(string typed)
    {
        var errors = new List<FieldError>();
        Assert.Null(CustomerFields.Phone(typed, errors));
        Assert.Equal("customer.phone", Assert.Single(errors).Field);
    }

    [Theory]
    [InlineData("a@b.kr", true)]
    [InlineData("gil.dong+shop@mail.example.co.kr", true)]
    [InlineData("길동@한국.kr", true)]
    [InlineData("a@b", false)]
    [InlineData("@b.kr", false)]
    [InlineData("a@.kr", false)]
    [InlineData("a@b.", false)]
    [InlineData("a@b@c.kr", false)]
    [InlineData("a b@c.kr", false)]
    [InlineData("a@b.kr>", false)]
    [InlineData("a,b@c.kr", false)]
    [InlineData("a\"@c.kr", false)]
    [InlineData("nothing", false)]
    public void Mail_has_something_on_both_sides_of_one_at(string typed, bool valid)
    {
        var errors = new List<FieldError>();
        Assert.Equal(valid ? typed : null, CustomerFields.Email(typed, errors));
        if (valid) Assert.Empty(errors);
        else Assert.Equal("customer.email", Assert.Single(errors).Field);
    }

    [Theory]
    [InlineData("MUG-01")]
    [InlineData("8801234567893")]
    [InlineData("KR:SHOES/240#BLACK+WIDE_A.1")]
    public void Whatever_the_catalog_takes_as_a_SKU_can_be_ordered(string sku)
    {
        var errors = new List<FieldError>();
        Assert.True(Variant.IsSku(sku));
        Assert.Equal(sku, CustomerFields.Sku(sku, "lines[0].sku", errors));
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("머그")]
    [InlineData("A B")]
    [InlineData("-A")]
    [InlineData("A'; --")]
    [InlineData("A%")]
    public void Whatever_it_does_not_take_is_named(string sku)
    {
        var errors = new List<FieldError>();
        Assert.Null(CustomerFields.Sku(sku, "lines[3].sku", errors));
        Assert.Equal("lines[3].sku", Assert.Single(errors).Field);
    }

    [Fact]
    public void Text_that_was_refused_before_is_not_named_again()
    {
        var errors = new List<FieldError>();
        Assert.Null(CustomerFields.Phone(null, errors));
        Assert.Null(CustomerFields.Email(null, errors));
        Assert.Null(CustomerFields.Sku(null, "lines[0].sku", errors));
        Assert.Empty(errors);
    }
}

using System.Globalization;
using Onair.Customers;
using Onair.Orders;

namespace Onair.Host.Storefront.Account;

/// <summary>All texts of accounts. Both languages stand side by side: one that lacks a text does not compile.</summary>
public sealed class AccountWords(bool isEnglish)
{
    public string MyAccount => Of("내 계정", "My account");
    public string SignIn => Of("로그인", "Sign in");
    public string SignOut => Of("로그아웃", "Sign out");
    public string SignUp => Of("회원가입", "Sign up");
    public string NewHere => Of("처음이신가요?", "New here?");
    public string HaveOne => Of("이미 회원이신가요?", "Have an account?");
    public string GuestText => Of("가입하지 않아도 주문할 수 있어요.", "You can order without an account.");
    public string Email => Of("이메일", "E-mail");
    public string Password => Of("비밀번호", "Password");
    public string PasswordHint => Of(
        "8자 이상. 종류를 섞지 않아도 되고, 긴 문장이 가장 안전해요.",
        "8 characters or more. No mixing needed; a long sentence is safest.");
    public string Current => Of("지금 비밀번호", "Current password");
    public string NewPassword => Of("새 비밀번호", "New password");
    public string Forgot => Of("비밀번호를 잊으셨나요?", "Forgot your password?");
    public string ForgotTitle => Of("비밀번호 재설정", "New password");
    public string ForgotText => Of(
        "가입한 이메일로 새 비밀번호를 정할 수 있는 주소를 보내 드려요.", "We send an address to choose a new one.");
    public string Send => Of("보내기", "Send");
    public string Save => Of("저장", "Save");
    public string Name => Of("이름", "Name");
    public string Phone => Of("휴대전화 번호", "Mobile number");
    public string PhoneOptional => Of("휴대전화 번호 (선택)", "Mobile number (optional)");
    public string Agreements => Of("약관과 동의", "Terms and consents");
    public string RequiredMark => Of("[필수]", "[required]");
    public string OptionalMark => Of("[선택]", "[optional]");
    public string OptionalText => Of(
        "선택 항목은 동의하지 않아도 가입할 수 있고, 언제든지 바꿀 수 있어요.",
        "You can sign up without the optional ones, and change them at any time.");
    public string WrongTitle => Of("다시 확인해 주세요", "Please check again");
    public string WrongSignIn => Of(
        "이메일이나 비밀번호가 맞지 않아요.", "E-mail or password is not right.");
    public string WaitFormat => Of(
        "시도가 너무 많았어요. {0} 뒤에 다시 해 주세요. 급하면 비밀번호를 재설정할 수 있어요.",
        "Too many tries. Please try again in {0}, or choose a new password.");
    public string SentTitle => Of("메일을 확인해 주세요", "Please look at your mail");
    public string SentText => Of(
        "입력하신 주소로 메일을 보냈어요. 메일에 있는 주소를 열어 주세요. 보이지 않으면 스팸함도 확인해 주세요.",
        "We have written to the address that you entered. Please open the link in it; look into the spam folder too.");
    public string UnverifiedTitle => Of("이메일 확인이 남았어요", "Your e-mail is not confirmed yet");
    public string UnverifiedText => Of(
        "가입할 때 보낸 메일의 주소를 열어 주세요.", "Please open the link in the mail that we sent.");
    public string SendAgain => Of("확인 메일 다시 보내기", "Send the mail again");
    public string VerifyTitle => Of("이메일 확인", "Confirm your e-mail");
    public string VerifyText => Of(
        "아래 단추를 누르면 확인이 끝나요.", "Press the button to confirm.");
    public string VerifyButton => Of("이메일 확인하기", "Confirm");
    public string VerifiedTitle => Of("이메일을 확인했어요", "Confirmed");
    public string VerifiedText => Of("이제 로그인할 수 있어요.", "You can sign in now.");
    public string DeadTitle => Of("쓸 수 없는 주소예요", "This link does not work");
    public string DeadText => Of(
        "이미 썼거나 시간이 지났어요. 다시 요청해 주세요.", "It was used or is too old. Please ask for a new one.");
    public string ResetTitle => Of("비밀번호를 바꿨어요", "Your password is changed");
    public string ResetText => Of(
        "모든 기기에서 로그아웃됐어요. 새 비밀번호로 로그인해 주세요.", "All devices are signed out. Please sign in again.");
    public string ChangeEmail => Of("이메일 변경", "Change the e-mail address");
    public string NewEmail => Of("새 이메일", "New e-mail");
    public string NewEmailHint => Of(
        "새 주소로 확인 메일을 보내요. 확인하기 전에는 바뀌지 않아요.",
        "We write to the new address. Nothing changes until you confirm there.");
    public string EmailAsk => Of("확인 메일 보내기", "Send the confirmation");
    public string EmailSent => Of(
        "새 주소로 메일을 보냈어요. 메일에 있는 주소를 열어 확인해 주세요. 지금 주소에도 알려 드렸어요.",
        "We have written to the new address; please open the link there. The present address was told, too.");
    public string EmailStopped => Of("이메일 변경을 취소했어요.", "The change was cancelled.");
    public string EmailWaiting => Of("확인을 기다리는 주소", "Waiting for confirmation");
    public string EmailWaitingText => Of(
        "24시간 안에 메일에서 확인해 주세요. 메일이 없으면 스팸함을 보거나 아래에서 다시 보내 주세요.",
        "Please confirm within 24 hours. If there is no mail, look into the spam folder or send it again below.");
    public string EmailStop => Of("변경 취소", "Cancel the change");
    public string EmailConfirmTitle => Of("새 이메일 확인", "Confirm the new e-mail");
    public string EmailConfirmText => Of(
        "아래 단추를 누르면 계정의 이메일이 이 주소로 바뀌어요. 변경을 요청한 기기만 로그인된 채로 남고, 다른 기기는 모두 로그아웃돼요.",
        "Press the button to move the account to this address. The device that asked stays signed in; all others are "
        + "signed out.");
    public string EmailConfirmButton => Of("이 주소로 바꾸기", "Use this address");
    public string EmailChangedTitle => Of("이메일을 바꿨어요", "Your e-mail is changed");
    public string EmailChangedText => Of(
        "이제 새 주소로 로그인해 주세요. 예전 주소로도 알려 드렸고, 거기서 7일 동안 되돌릴 수 있어요.",
        "Sign in with the new address from now on. The old one was told, and can take the change back for 7 days.");
    public string EmailBackTitle => Of("이메일 변경 막기", "Stop the change of e-mail");
    public string EmailBackText => Of(
        "본인이 요청하지 않았다면 아래 단추를 눌러 주세요. 이메일을 원래대로 두고, 모든 기기에서 로그아웃한 뒤, "
        + "비밀번호를 새로 정해요.",
        "If it was not you, press the button: your address stays or comes back, all devices are signed out, and you "
        + "choose a new password.");
    public string EmailBackButton => Of("막고 비밀번호 새로 정하기", "Stop it and choose a new password");
    public string EmailTakenTitle => Of("되돌릴 수 없어요", "This cannot be taken back");
    public string EmailTakenText => Of(
        "그사이 이 주소로 다른 계정이 만들어졌어요. 고객센터에 알려 주세요.",
        "Another account has been made with this address since. Please tell our customer service.");
    public string CodeTitle => Of("인증 코드", "Code");
    public string Code => Of("인증 앱의 6자리 코드", "Six digits of your app");
    public string CodeHint => Of(
        "앱을 쓸 수 없으면 복구 코드를 입력해 주세요.", "Without the app, enter a recovery code.");
    public string FormOldTitle => Of("화면이 오래됐어요", "This page is too old");
    public string FormOldText => Of(
        "보안을 위해 처리하지 않았어요. 앞 화면을 새로 고친 뒤 다시 해 주세요.",
        "For your safety nothing was done. Please reload the page before and try again.");
    public string Profile => Of("내 정보", "Profile");
    public string Addresses => Of("배송지", "Addresses");
    public string Security => Of("보안", "Security");
    public string Consents => Of("동의 관리", "Consents");
    public string Orders => Of("주문 내역", "Orders");
    public string Export => Of("내 정보 내려받기", "Download my data");
    public string Leave => Of("탈퇴", "Leave");
    public string Saved => Of("저장했어요.", "Saved.");
    public string NoOrders => Of(
        "아직 주문이 없어요. 비회원으로 주문하셨다면 아래에서 가져올 수 있어요.",
        "No orders yet. If you ordered as a guest, bring the order here below.");
    public string ClaimTitle => Of("비회원 주문 가져오기", "Bring a guest's order here");
    public string OrderNumber => Of("주문 번호", "Order number");
    public string OrderToken => Of("주문 조회 토큰", "Order token");
    public string Claim => Of("가져오기", "Bring here");
    public string ClaimUnknown => Of("주문 번호나 토큰이 맞지 않아요.", "Number or token is not right.");
    public string ClaimOfAnother => Of("다른 계정에 있는 주문이에요.", "This order is in another account.");
    public string More => Of("더 보기", "More");
    public string AndMoreFormat => Of("{0} 외 {1}건", "{0} and {1} more");
    public string NoAddresses => Of("저장한 배송지가 없어요.", "No addresses yet.");
    public string AddAddress => Of("배송지 추가", "Add an address");
    public string EditAddress => Of("배송지 수정", "Change the address");
    public string Label => Of("이름표 (선택)", "Label (optional)");
    public string LabelHint => Of("예: 집, 회사", "For example home, office");
    public string Recipient => Of("받는 분", "Recipient");
    public string Postcode => Of("우편번호", "Postcode");
    public string Line1 => Of("도로명 주소", "Street and number");
    public string Line2 => Of("상세 주소 (선택)", "Building, floor, door (optional)");
    public string Memo => Of("배송 메모 (선택)", "Note for delivery (optional)");
    public string Default => Of("기본 배송지", "Default");
    public string MakeDefault => Of("기본으로", "Make default");
    public string Edit => Of("수정", "Change");
    public string Remove => Of("삭제", "Remove");
    public string TooManyAddresses => Of("배송지는 20개까지 저장할 수 있어요.", "20 addresses at most.");
    public string ChangePassword => Of("비밀번호 변경", "Change the password");
    public string App => Of("인증 앱 (2단계 인증)", "Authenticator app (two steps)");
    public string AppOff => Of(
        "로그인할 때 인증 앱의 코드를 한 번 더 확인해요.", "Signing in asks for a code of your app as well.");
    public string AppOn => Of("켜져 있어요.", "It is on.");
    public string CodesLeftFormat => Of("남은 복구 코드 {0}개", "{0} recovery codes left");
    public string TurnOn => Of("켜기", "Turn on");
    public string TurnOff => Of("끄기", "Turn off");
    public string AppSetUp => Of(
        "인증 앱으로 그림을 찍거나 아래 글자를 입력한 뒤, 앱에 나온 코드를 적어 주세요.",
        "Scan the picture with your app, or type the letters; then enter the code that it shows.");
    public string AppPicture => Of("인증 앱 등록용 QR 코드", "QR code for the authenticator app");
    public string Confirm => Of("확인", "Confirm");
    public string NewCodes => Of("복구 코드 새로 만들기", "New recovery codes");
    public string Codes => Of("복구 코드", "Recovery codes");
    public string CodesText => Of(
        "지금 한 번만 보여 드려요. 안전한 곳에 적어 두세요. 하나에 한 번씩 쓸 수 있어요.",
        "Shown this once. Keep them in a safe place; each works once.");
    public string Passkeys => Of("패스키", "Passkeys");
    public string PasskeysText => Of(
        "지문이나 얼굴, 화면 잠금으로 비밀번호 없이 로그인해요.", "Sign in by finger, face or screen lock.");
    public string PasskeysElsewhere => Of(
        "이 주소에서는 패스키를 쓸 수 없어요.", "Passkeys do not work at this address.");
    public string AddPasskey => Of("패스키 추가", "Add a passkey");
    public string PasskeyName => Of("패스키 이름", "Name of the passkey");
    public string PasskeySignIn => Of("패스키로 로그인", "Sign in with a passkey");
    public string PasskeyFailed => Of(
        "패스키를 확인하지 못했어요. 다시 해 주세요.", "The passkey was not accepted. Please try again.");
    public string PasskeyTooMany => Of("패스키는 10개까지 쓸 수 있어요.", "10 passkeys at most.");
    public string PasskeyAdded => Of("패스키를 추가했어요.", "The passkey was added.");
    public string Sessions => Of("로그인한 기기", "Where you are signed in");
    public string ThisDevice => Of("지금 이 기기", "This device");
    public string LastUsed => Of("마지막 사용", "Last used");
    public string End => Of("로그아웃시키기", "Sign out there");
    public string EndOthers => Of("다른 기기 모두 로그아웃", "Sign out everywhere else");
    public string History => Of("동의 기록", "History");
    public string Agreed => Of("동의", "Yes");
    public string Refused => Of("동의하지 않음", "No");
    public string UntilFormat => Of("{0}까지 유효", "until {0}");
    public string VersionFormat => Of("문안 {0}", "text {0}");
    public string LeaveTitle => Of("탈퇴하기", "Leave the shop");
    public string LeaveText => Of(
        "이름, 연락처, 배송지, 동의 기록, 로그인 정보를 바로 지우며 되돌릴 수 없어요. "
        + "주문과 결제 기록은 전자상거래법에 따라 5년 동안 계정과 분리해 보관합니다. "
        + "진행 중인 주문은 그대로 진행되고, 주문 주소로 계속 볼 수 있어요.",
        "Name, contacts, addresses, consents and sign-in are erased at once and for good. Orders and payments are kept "
        + "for five years, as the law asks, apart from any account. Orders under way go on and open by their link.");
    public string LeaveButton => Of("지금 탈퇴", "Leave now");
    public string Stay => Of("계속 이용", "Stay");
    public string LeftTitle => Of("탈퇴가 끝났어요", "Your account is gone");
    public string LeftText => Of("그동안 고맙습니다.", "Thank you for having been here.");
    public string Home => Of("첫 화면으로", "To the front page");
    public string Hello => Of("{0} 님", "{0}");

    public string Of(string korean, string english) => isEnglish ? english : korean;

    public string Format(string format, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, format, values);

    public string Wait(TimeSpan wait) => Format(WaitFormat, wait.TotalSeconds <= 90
        ? Format(Of("{0}초", "{0} seconds"), Math.Ceiling(wait.TotalSeconds))
        : Format(Of("{0}분", "{0} minutes"), Math.Ceiling(wait.TotalMinutes)));

    public string Say(ConsentPurpose purpose) => purpose switch
    {
        ConsentPurpose.Age => Of("만 14세 이상이에요", "I am 14 or older"),
        ConsentPurpose.Terms => Of("이용약관 동의", "I agree to the terms of use"),
        ConsentPurpose.Privacy => Of(
            "개인정보 수집·이용 동의 (이메일, 이름, 연락처, 주소 / 회원 관리와 주문 처리 / 탈퇴할 때까지)",
            "I agree that e-mail, name, number and addresses are used for account and orders until I leave"),
        ConsentPurpose.MarketingEmail => Of("이메일 광고 수신 동의", "Advertisements by e-mail"),
        ConsentPurpose.MarketingSms => Of("문자 광고 수신 동의", "Advertisements by text message"),
        ConsentPurpose.MarketingNight => Of("야간(21시~8시) 광고 수신 동의", "Advertisements at night (21:00-08:00)"),
    };

    public string Say(AccountFault fault) => fault switch
    {
        AccountFault.Missing => Of("입력해 주세요.", "Please fill this in."),
        AccountFault.TooLong => Of("너무 길어요.", "This is too long."),
        AccountFault.NotEmail => Of("이메일 주소를 다시 확인해 주세요.", "Please check the e-mail address."),
        AccountFault.NotPhone => Of(
            "휴대전화 번호를 숫자 7~15자리로 입력해 주세요.", "Please enter a number of 7 to 15 digits."),
        AccountFault.PasswordTooShort => Of("비밀번호는 8자 이상이어야 해요.", "A password has 8 characters or more."),
        AccountFault.PasswordTooLong => Of("비밀번호는 128자까지 쓸 수 있어요.", "A password has 128 characters at most."),
        AccountFault.PasswordBreached => Of(
            "유출됐거나 너무 흔한 비밀번호예요. 다른 것을 써 주세요.",
            "This password was stolen elsewhere or is too common. Please choose another."),
        AccountFault.PasswordPersonal => Of(
            "이름이나 이메일로 만든 비밀번호는 쓸 수 없어요.", "Please do not use your name or address as password."),
        AccountFault.MustAgree => Of("동의해야 가입할 수 있어요.", "Without this you cannot sign up."),
        AccountFault.NotPostcode => Of("우편번호를 숫자 5자리로 입력해 주세요.", "A postcode has five digits."),
        AccountFault.WrongPassword => Of("지금 비밀번호가 맞지 않아요.", "The current password is not right."),
        AccountFault.SameEmail => Of("지금 쓰고 있는 주소예요.", "This is your address already."),
        AccountFault.WrongCode => Of("코드가 맞지 않아요.", "The code is not right."),
    };

    public string Say(OrderStatus status) => status switch
    {
        OrderStatus.Placed => Of("결제 대기", "Waiting for payment"),
        OrderStatus.Paid => Of("결제 완료", "Paid"),
        OrderStatus.Preparing => Of("상품 준비", "Getting ready"),
        OrderStatus.Shipped => Of("배송 중", "On its way"),
        OrderStatus.Delivered => Of("배송 완료", "Delivered"),
        OrderStatus.Expired => Of("시간 초과", "Expired"),
        OrderStatus.Cancelled => Of("취소", "Cancelled"),
        OrderStatus.Returned => Of("반품", "Returned"),
    };
}

/** Passwords that every list of stolen ones begins with, and those usual in China. Patterns (runs, repetitions) are found by rule. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
  password passw0rd p@ssword p@ssw0rd letmein welcome iloveyou princess sunshine football baseball superman batman dragon monkey master shadow michael
  jennifer computer internet trustno1 starwars whatever freedom jordan michelle charlie andrew matthew joshua daniel jessica ashley nicole thomas hunter
  ranger buster soccer hockey killer george asshole fuckyou pepper administrator administrador adminadmin admin admin123 root rootroot toor changeme
  default guest test testtest test123 testing secret secret123 qwerty qwerty123 qwertyui qwertyuiop asdfghjkl zxcvbnm 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y
  1qaz2wsx qazwsx qazwsxedc zaq12wsx q1w2e3r4 q1w2e3r4t5 a1b2c3d4 abc123 abc12345 abcd1234 abc123456 abcdefg123 aa123456 a123456 a1234567 a12345678
  a123456789 aaa123456 woaini woaini123 woaini1314 woaini520 woaini521 woaiwojia wodemima mima mima123 mimamima nihao nihao123 nihaoma 5201314 52013140
  5201314520 1314520 13145200 1314521 7758521 77585210 5211314 52113140 zhangwei wangwei wangfang liwei lina zhangmin lijing wangjing liuwei wangxiuying
  zhangli lixiuying wanglei wangqiang zhonghua zhongguo beijing shanghai guangzhou shenzhen taobao alipay weixin tencent qq123456 qqqq1111 wang1234
  li123456 88888888 66666666 12345678 123456789 1234567890 87654321 987654321 0987654321 11111111 00000000 22222222 33333333 55555555 77777777 99999999
  11223344 12341234 12344321 123123123 123321123 147258369 159357 159753 741852963 789456123 963852741 147852369 12121212 10101010 20082008 19491001
  20202020 31415926 123456aa 123456abc 123456asd 123456qq 123456qwe 1234qwer 123qweasd 123qwe123 qwer1234 qwe123456 asd123456 asdf1234 zxc123456
  zxcvbnm123 q123456789 w123456789 z123456789 l123456789 123456789a 123456789q 12345678a 1234567a abc123456789 password1 password12 password123
  passwords mypassword letmein123 welcome1 welcome123 iloveyou1 iloveyou123 sunshine1 superman123 football1 monkey123 dragon123 master123 shadow123
  babygirl lovely loveme lovelove forever family flower butterfly chocolate cookie summer winter spring autumn monday friday october november december
  mustang ferrari porsche mercedes yamaha honda liverpool chelsea arsenal barcelona realmadrid samsung google android iphone windows microsoft apple123
  nintendo pokemon minecraft fortnite naruto abcabcabc abcdabcd qweqweqwe asdasdasd zxczxczxc 1122334455 112233445566 123654789 321654987 741741741
  852852852 963963963 aabbccdd a1a2a3a4 1a2b3c4d 1a2b3c4d5e passpass passport letmeinnow access access123 whatever1 qazxswedc zaqxswcde 1qazxsw2
  1qaz1qaz 2wsx2wsx p@ssw0rd123 passw0rd123 p@ssword123 qwerty12345 qwerty123456 adminpassword administrator1 operator operator123 supplier supplier123
  manager manager123 coshop coshop123 shopshop
  `.trim().split(/\s+/),
);

package screening_test

import (
	"strings"
	"sync"
	"testing"

	"ascribe/internal/knowledge/catalogue"
	"ascribe/internal/knowledge/designation"
	"ascribe/internal/knowledge/screening"
)

// shipped is an index of the embedded lists, built once.
var shipped = sync.OnceValues(func() (*screening.Index, error) {
	lists, err := catalogue.Embedded()
	if err != nil {
		return nil, err
	}
	return screening.New(lists...)
})

func screener(t testing.TB) *screening.Screener {
	t.Helper()
	index, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return index.Screener()
}

// TestScripts asks for listed persons in the script of their language.
func TestScripts(t *testing.T) {
	for query, family := range map[string]string{
		"علی خامنه‌ای": "KHAMENEI, Ali", "اسماعیل خطیب": "KHATIB, Esmail", "قاسم سلیمانی": "SOLEIMANI, Qasem",
		"حسین سلامی": "SALIMI, Hosein", "محمد باقری": "BAGHERI, Mohammad", "محسن رضایی": "REZA'I, Mohsen",
		"صادق آملی لاریجانی": "LARIJANI, Sadegh", "احمد وحیدی": "VAHIDI, Ahmad", "حسین دهقان": "DEHGHAN, Hossein",
		"حسن نصرالله": "NASRALLAH, Hasan", "بشار الأسد": "AL-ASSAD, Bashar", "ماهر الأسد": "AL-ASSAD, Maher",
		"أيمن الظواهري": "AL ZAWAHIRI", "خالد مشعل": "MISHAAL, Khalid", "إسماعيل هنية": "HANIYEH, Ismail",
		"مجتبی خامنه‌ای": "KHAMENEI, Mojtaba", "رستم قاسمی": "QASEMI, Rostam", "ابراهیم رئیسی": "RAISI, Ebrahim",
		"أسامة بن لادن": "BIN LADIN, Usama", "غلامحسین محسنی اژه‌ای": "MOHSENI-EJEI",

		"Владимир Путин": "PUTIN", "Сергей Лавров": "LAVROV", "Сергей Шойгу": "SHOIGU", "Дмитрий Медведев": "MEDVEDEV",
		"Игорь Сечин": "SECHIN", "Алишер Усманов": "USMANOV", "Аркадий Ротенберг": "ROTENBERG, Arkady", "Геннадий Тимченко": "TIMCHENKO, Gennady",
		"Олег Дерипаска": "DERIPASKA", "Виктор Вексельберг": "VEKSELBERG", "Евгений Пригожин": "PRIGOZHIN", "Рамзан Кадыров": "KADYROV, Ramzan",
		"Александр Лукашенко": "LUKASHENKA, Alyaksandr", "Дмитрий Песков": "PESKOV", "Маргарита Симоньян": "SIMONYAN", "Александр Бастрыкин": "BASTRYKIN",
		"Виктор Золотов": "ZOLOTOV", "Николай Патрушев": "PATRUSHEV, Nikolai", "Максим Якубец": "YAKUBETS, Maksim", "Константин Малофеев": "MALOFEYEV, Konstantin",
		"Александр Дугин": "DUGIN", "Сулейман Керимов": "KERIMOV",

		"陈全国": "CHEN, Quanguo", "김정은": "KIM, Jong Un", "김여정": "KIM, Yo Jong",
	} {
		answer := screener(t).Screen(screening.Query{Name: query, Types: []designation.Type{designation.Person}})
		if len(answer.Matches) == 0 {
			t.Errorf("%s: not found, want %s", query, family)
		} else if got := answer.Matches[0].Name; !strings.HasPrefix(got, family) {
			t.Errorf("%s: %s first, want %s", query, got, family)
		}
	}
}

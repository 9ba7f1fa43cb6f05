package page

import (
	"net/http"
	"os"
	"testing"

	"inclusion/internal/area"
)

var publishedMoney, sampleMoney sharedFolder

// publishedMoneySite is the pages over the published files on money, appeals and inspections.
func publishedMoneySite(t *testing.T) http.Handler {
	t.Helper()
	const real = "../../../shared/real/"
	return loadedSite(t, &publishedMoney, area.England(), real+"areas/sn_may_2025.xlsx", real+"high-needs/Outturn data 202122.xlsx", real+"high-needs/dedicated-schools-grant_2022_07_18.ods",
		real+"inspections/area_send_inspections.csv", real+"tribunal/SEND appealable decisions rate 2024-2025.csv", real+"tribunal/send_appeal_rate_table_2022.ods")
}

// sampleMoneySite is the pages over the invented sample's money.
func sampleMoneySite(t *testing.T) http.Handler {
	t.Helper()
	const sample = "../../sample-data/"
	text, err := os.ReadFile(sample + "areas.yaml")
	if err != nil {
		t.Fatal(err)
	}
	register, err := area.Load(text)
	if err != nil {
		t.Fatal(err)
	}
	return loadedSite(t, &sampleMoney, register, sample+"sn_may_2025.xlsx", sample+"la-and-school-expenditure_2023-24.zip", sample+"planned-la-and-school-expenditure_2024-25.zip",
		sample+"dedicated-schools-grant_2023_07_20.ods", sample+"dedicated-schools-grant_2024_07_20.ods", sample+"area_send_inspections.csv")
}

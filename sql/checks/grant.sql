/* ---
name: grant
severity: error
when: warehouse
says: The high needs block before deductions is the same on every sheet of the grant, and less what is deducted it is the block after deductions.
--- */
with sheets as (
  select allocations.area_code, allocations.period, allocations.high_needs_before.value as before, allocations.high_needs_after.value as after,
    block.total.value as block, deductions.total.value as deduction
  from latest.dsg_allocations allocations
  left join latest.dsg_high_needs_block block on block.area_code = allocations.area_code and block.period = allocations.period
    and block.total.edition = allocations.high_needs_before.edition
  left join latest.dsg_deductions deductions on deductions.area_code = allocations.area_code and deductions.period = allocations.period
    and deductions.total.edition = allocations.high_needs_before.edition
)
select null as line, area_code, period, 'F10' as measure,
  printf('%.12g', before) || ' before and ' || printf('%.12g', after) || ' after deductions' as found,
  printf('%.12g', deduction) || ' deducted' as expected,
  'the high needs block before deductions, less the deductions, is not the block after them' as message
from sheets
where abs(before - after - deduction) > 2
union all
select null, area_code, period, 'F10', printf('%.12g', before) || ' in the summary', printf('%.12g', block) || ' in the sheet of the block',
  'two sheets give different high needs blocks'
from sheets
where abs(before - block) > 2
order by period, area_code
